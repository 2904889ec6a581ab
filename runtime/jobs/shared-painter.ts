import type { DrawOptions } from '../inference/client.ts';
import type { OrderResult } from '../inference/order.ts';
import type { DrawRequest } from '../inference/protocol.ts';
import type { Painter } from './draw-job.ts';

/** Lets customers' drawings and those of the staff meet at one painter, which takes one at a time: each waits its turn. */
export class SharedPainter implements Painter {
  readonly #painter: Painter;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(painter: Painter) {
    this.#painter = painter;
  }

  get state() {
    return this.#painter.state;
  }

  get failure() {
    return this.#painter.failure;
  }

  get pace() {
    return this.#painter.pace;
  }

  draw(request: DrawRequest, options?: DrawOptions): Promise<OrderResult> {
    const turn = this.#turn.then(() => this.#painter.draw(request, options));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
