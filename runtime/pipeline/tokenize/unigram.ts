/** Every unknown character costs this much more than the least likely piece (SentencePiece's constant). */
const UNKNOWN_PENALTY = 10;

/** A unigram language model: of all ways to cut a word into pieces, the most likely one. */
export class Unigram {
  readonly #pieces = new Map<string, { readonly id: number; readonly score: number }>();
  readonly #unknown: { readonly id: number; readonly score: number };
  readonly #longest: number;

  constructor(pieces: readonly (readonly [string, number])[], unknownId: number) {
    let lowest = 0;
    let longest = 1;
    for (const [id, [piece, score]] of pieces.entries()) {
      this.#pieces.set(piece, { id, score });
      lowest = Math.min(lowest, score);
      longest = Math.max(longest, piece.length);
    }
    this.#unknown = { id: unknownId, score: lowest - UNKNOWN_PENALTY };
    this.#longest = longest;
  }

  /** Id of a piece, or undefined. */
  idOf(piece: string): number | undefined {
    return this.#pieces.get(piece)?.id;
  }

  /** Ids of one word; neighbouring unknown characters become one unknown token. */
  encode(word: string): number[] {
    const ids: number[] = [];
    const steps = this.#bestSteps(word);
    for (let end = word.length; end > 0; ) {
      const step = steps[end];
      if (!step) break;
      if (step.id !== this.#unknown.id || ids.at(-1) !== this.#unknown.id) ids.push(step.id);
      end = step.start;
    }
    return ids.reverse();
  }

  /** Viterbi: for every position in the word, the best last piece of a cut that ends there. */
  #bestSteps(word: string): (Step | undefined)[] {
    const steps: (Step | undefined)[] = new Array(word.length + 1);
    for (let start = 0; start < word.length; ) {
      const sofar = steps[start]?.total ?? 0;
      const width = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
      const last = Math.min(word.length, start + this.#longest);
      for (let end = start + width; end <= last; end++) {
        const known = this.#pieces.get(word.slice(start, end));
        const found = known ?? (end === start + width ? this.#unknown : undefined);
        const best = steps[end];
        // Equal totals keep the piece that starts further left, as the reference does.
        if (found && (!best || sofar + found.score > best.total)) {
          steps[end] = { start, id: found.id, total: sofar + found.score };
        }
      }
      start += width;
    }
    return steps;
  }
}

interface Step {
  readonly start: number;
  readonly id: number;
  readonly total: number;
}
