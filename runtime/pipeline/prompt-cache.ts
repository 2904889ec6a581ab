import type { PromptEmbedding } from './prompt-embedding.ts';

/** Some 400 prompts of the starter model, six of a model with T5. */
const MOST_BYTES = 32 * 2 ** 20;

/**
 * Embeddings of the prompts used last with one model, so that drawing the same words again, and the empty
 * negative prompt of every drawing, need no text encoder. The least recently used are forgotten first.
 */
export class PromptCache {
  readonly #mostBytes: number;
  /** Least recently used first. */
  readonly #known = new Map<string, PromptEmbedding>();
  #bytes = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** @param encode called when the text is not known; a failure is not remembered */
  async get(text: string, encode: (text: string) => Promise<PromptEmbedding>): Promise<PromptEmbedding> {
    const embedding = this.#forget(text) ?? (await encode(text));
    this.#forget(text); // another caller may have encoded it meanwhile
    this.#known.set(text, embedding);
    this.#bytes += bytesOf(embedding);
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#forget(oldest);
    }
    return embedding;
  }

  #forget(text: string): PromptEmbedding | undefined {
    const embedding = this.#known.get(text);
    if (embedding && this.#known.delete(text)) this.#bytes -= bytesOf(embedding);
    return embedding;
  }
}

function bytesOf({ rows, pooled }: PromptEmbedding): number {
  return rows.byteLength + pooled.byteLength;
}
