import { AbortedError, InputError, MotifError } from '../errors.ts';
import type { RgbImage } from '../pipeline/model.ts';
import type { DrawRequest, DrawTimings, FromChild } from './protocol.ts';

export interface OrderProgress {
  readonly step: number;
  readonly total: number;
  /** One small picture per design, one pixel per latent; null where the model has no preview map. */
  readonly previews: readonly RgbImage[] | null;
}

export interface OrderResult {
  readonly images: readonly RgbImage[];
  readonly timings: DrawTimings;
}

type AboutOrder = Extract<FromChild, { id: number }>;

/** One drawing on its way through the child: collects its messages and settles once. */
export class Order {
  readonly id: number;
  readonly request: DrawRequest;
  readonly result: Promise<OrderResult>;
  readonly #onProgress: (progress: OrderProgress) => void;
  readonly #images: RgbImage[] = [];
  readonly #settle: PromiseWithResolvers;

  constructor(id: number, request: DrawRequest, onProgress: (progress: OrderProgress) => void) {
    this.id = id;
    this.request = request;
    this.#onProgress = onProgress;
    this.#settle = withResolvers();
    this.result = this.#settle.promise;
  }

  get pictures(): number {
    return this.request.seeds.length;
  }

  /** @returns true when the order is settled by this message */
  take(message: AboutOrder): boolean {
    switch (message.type) {
      case 'progress':
        this.#onProgress(message);
        return false;
      case 'picture':
        this.#images[message.index] = message.image;
        return false;
      case 'done':
        this.#finish(message.timings);
        return true;
      case 'refused':
        this.reject(
          message.code === 'aborted'
            ? new AbortedError('Drawing')
            : new InputError(message.message, message.code),
        );
        return true;
    }
  }

  reject(error: MotifError): void {
    this.#settle.reject(error);
  }

  #finish(timings: DrawTimings): void {
    const images = this.#images.filter((image) => image !== undefined);
    if (images.length === this.pictures) this.#settle.resolve({ images, timings });
    else this.reject(incomplete(this.pictures, images.length));
  }
}

function incomplete(expected: number, received: number): MotifError {
  return new MotifError(
    'engine-failed',
    `Expected ${expected} pictures from the drawing process but received ${received}. Draw again.`,
  );
}

interface PromiseWithResolvers {
  readonly promise: Promise<OrderResult>;
  readonly resolve: (result: OrderResult) => void;
  readonly reject: (error: MotifError) => void;
}

/** Promise.withResolvers arrives with Node 22. */
function withResolvers(): PromiseWithResolvers {
  let resolve: PromiseWithResolvers['resolve'] = () => undefined;
  let reject: PromiseWithResolvers['reject'] = () => undefined;
  const promise = new Promise<OrderResult>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
