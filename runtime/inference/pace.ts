import type { Canary, DrawTimings } from './protocol.ts';

/** How fast this machine draws, as last measured; the source of every time that is promised to a person. */
export class Pace {
  #secondsPerStep: number | null = null;
  #secondsAround: number | null = null;

  /** For one step of one picture; null before the first measurement. */
  get secondsPerStep(): number | null {
    return this.#secondsPerStep;
  }

  /** The canary's figures count until real ones are there. */
  tookCanary({ secondsPerStep, quietSeconds }: Canary): void {
    this.#secondsPerStep ??= secondsPerStep;
    this.#secondsAround ??= quietSeconds;
  }

  tookStep(seconds: number, pictures: number): void {
    if (seconds > 0) this.#secondsPerStep = seconds / pictures;
  }

  tookOrder({ encodeMs, decodeMs }: DrawTimings, pictures: number): void {
    this.#secondsAround = (encodeMs + decodeMs) / 1000 / pictures;
  }

  /** Seconds until an order with so many steps to go is finished; null before the first measurement. */
  estimate(pictures: number, stepsLeft: number): number | null {
    if (this.#secondsPerStep === null || this.#secondsAround === null) return null;
    return pictures * (stepsLeft * this.#secondsPerStep + this.#secondsAround);
  }
}
