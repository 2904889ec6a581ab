import { MinHeap } from './min-heap.ts';

const END_OF_WORD = '</w>';
/** Positions in a word stay below this, so that a rank and a position fit one exact double. */
const POSITIONS = 2 ** 30;
const NONE = -1;

/** Byte pair encoding: a word's symbols are joined pair by pair, the pair that was learned first before all others. */
export class BytePairs {
  readonly #vocabulary: ReadonlyMap<string, number>;
  readonly #unknown: number;
  readonly #stride: number;
  /** left id × stride + right id → rank of the merge. */
  readonly #ranks = new Map<number, number>();
  /** Rank of the merge → id of the joined token. */
  readonly #joined: number[] = [];

  /** @throws RangeError naming the merge whose parts or result the vocabulary lacks */
  constructor(
    vocabulary: ReadonlyMap<string, number>,
    merges: readonly (readonly [string, string])[],
    unknown: number,
  ) {
    this.#vocabulary = vocabulary;
    this.#unknown = unknown;
    let most = 0;
    for (const id of vocabulary.values()) most = Math.max(most, id);
    this.#stride = most + 1;
    for (const [left, right] of merges) this.#learn(left, right);
  }

  /** Ids of one word, given as the stand-ins of its bytes; a byte that the vocabulary lacks is the unknown token. */
  encode(word: string): number[] {
    const last = word.length - 1;
    const ids = Array.from(word, (symbol, at) => {
      return this.#vocabulary.get(at === last ? symbol + END_OF_WORD : symbol) ?? this.#unknown;
    });
    return this.#merge(ids);
  }

  #learn(left: string, right: string): void {
    const leftId = this.#vocabulary.get(left);
    const rightId = this.#vocabulary.get(right);
    const joinedId = this.#vocabulary.get(left + right);
    if (leftId === undefined || rightId === undefined || joinedId === undefined) {
      throw new RangeError(`the merge "${left} ${right}" names a token that the vocabulary lacks`);
    }
    this.#ranks.set(leftId * this.#stride + rightId, this.#joined.length);
    this.#joined.push(joinedId);
  }

  /** A heap of rank and position, over a linked list of symbols: a whole page of Chinese is one word. */
  #merge(ids: number[]): number[] {
    const next = ids.map((_, at) => (at + 1 < ids.length ? at + 1 : NONE));
    const previous = ids.map((_, at) => at - 1);
    const heap = new MinHeap();
    const offer = (at: number) => {
      const rank = this.#rankAt(ids, next, at);
      if (rank !== undefined) heap.push(rank * POSITIONS + at);
    };
    for (let at = 0; at < ids.length; at++) offer(at);
    for (let best = heap.pop(); best !== undefined; best = heap.pop()) {
      const at = best % POSITIONS;
      const rank = Math.floor(best / POSITIONS);
      // An earlier merge may have taken one of the two symbols since.
      if (this.#rankAt(ids, next, at) !== rank) continue;
      const taken = next[at] ?? NONE;
      const after = next[taken] ?? NONE;
      ids[at] = this.#joined[rank] ?? NONE;
      ids[taken] = NONE;
      next[at] = after;
      if (after !== NONE) previous[after] = at;
      offer(at);
      offer(previous[at] ?? NONE);
    }
    return ids.filter((id) => id !== NONE);
  }

  #rankAt(ids: readonly number[], next: readonly number[], at: number): number | undefined {
    const left = ids[at] ?? NONE;
    const right = ids[next[at] ?? NONE] ?? NONE;
    return left === NONE || right === NONE ? undefined : this.#ranks.get(left * this.#stride + right);
  }
}
