import type { RgbImage } from '../pipeline/model.ts';
import { toDataUrl } from './picture-file.ts';

interface Previews {
  readonly step: number;
  readonly images: readonly RgbImage[];
}

/** Encodes previews one set at a time; a set that comes while another is encoded replaces the one that waits. */
export class PreviewSender {
  readonly #send: (step: number, pictures: readonly string[]) => void;
  #next: Previews | null = null;
  #sending: Promise<void> | null = null;
  #stopped = false;

  constructor(send: (step: number, pictures: readonly string[]) => void) {
    this.#send = send;
  }

  offer(step: number, images: readonly RgbImage[]): void {
    this.#next = { step, images };
    this.#sending ??= this.#drain();
  }

  /** Nothing is sent from now on. */
  stop(): void {
    this.#stopped = true;
    this.#next = null;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#next) {
        const { step, images } = this.#next;
        this.#next = null;
        const pictures = await Promise.all(images.map(toDataUrl));
        if (!this.#stopped) this.#send(step, pictures);
      }
    } catch {
      // A preview that cannot be encoded is not worth a failure: the pictures themselves follow.
    } finally {
      this.#sending = null;
    }
  }
}
