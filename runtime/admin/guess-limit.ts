import { join } from 'node:path';
import { z } from 'zod';
import { MotifError } from '../errors.ts';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';

const HOUR_MS = 3_600_000;
/** Wrong passwords tested within an hour, from all browsers in which nobody has signed in yet. */
const STRANGERS_HOURLY = 8;
/** The same from browsers that are known, so that a flood of strangers never shuts the owner out. */
const DEVICES_HOURLY = 12;
const DEVICE_HOURLY = 6;

const guessSchema = z.object({ at: z.number(), device: z.string().nullable() });
const guessesSchema = z.object({ guesses: z.array(guessSchema) });
type Guess = z.infer<typeof guessSchema>;

const KIND: DocumentKind<z.infer<typeof guessesSchema>> = {
  schema: guessesSchema,
  initial: { guesses: [] },
  migrations: [],
};

/**
 * Lets at most 20 wrong passwords be tested within any hour, restarts and power cuts included: a guess is
 * written down before it is tested. (The idea of known devices: OWASP, Slow Down Online Guessing Attacks
 * with Device Cookies.)
 */
export class GuessLimit {
  readonly #document: Document<z.infer<typeof guessesSchema>>;
  readonly #now: () => number;

  private constructor(document: Document<z.infer<typeof guessesSchema>>, now: () => number) {
    this.#document = document;
    this.#now = now;
  }

  /** @param dir the server's data folder */
  static async open(dir: string, now: () => number = Date.now): Promise<GuessLimit> {
    return new GuessLimit(await Document.open(join(dir, 'admin', 'guesses.json'), KIND), now);
  }

  /**
   * Counts a guess, to be called before it is tested.
   *
   * @param device fingerprint of the browser if it is known
   * @throws MotifError('too-many-guesses') with the seconds until the next one; then it must not be tested
   */
  async count(device: string | null): Promise<Guess> {
    const guess: Guess = { at: this.#now(), device };
    this.#check(device); // refused without a write, so that a flood costs no disk
    await this.#document.update(() => {
      this.#check(device);
      return { guesses: [...this.#recent(), guess] };
    });
    return guess;
  }

  /** The password was right, so it was no guess. */
  async forgive(guess: Guess): Promise<void> {
    await this.#document.update(() => ({ guesses: this.#recent().filter((other) => other !== guess) }));
  }

  #check(device: string | null): void {
    const recent = this.#recent();
    const group = recent.filter((guess) => (guess.device === null) === (device === null));
    const own = device === null ? [] : recent.filter((guess) => guess.device === device);
    const limits = [
      [group, device === null ? STRANGERS_HOURLY : DEVICES_HOURLY],
      [own, DEVICE_HOURLY],
    ] as const;
    const waits = limits.map(([guesses, most]) => this.#untilFree(guesses, most));
    const wait = Math.max(...waits);
    if (wait > 0) throw tooMany(Math.ceil(wait / 1000));
  }

  /** Milliseconds until one of them is an hour old; 0 while there are fewer than `most`. */
  #untilFree(guesses: readonly Guess[], most: number): number {
    const oldest = guesses.at(-most);
    return oldest === undefined ? 0 : oldest.at + HOUR_MS - this.#now();
  }

  /** A clock that was set back must not make guesses last: those from a far future do not count. */
  #recent(): Guess[] {
    const now = this.#now();
    return this.#document.data.guesses.filter(({ at }) => Math.abs(now - at) < HOUR_MS);
  }
}

function tooMany(seconds: number): MotifError {
  return new MotifError(
    'too-many-guesses',
    `Expected fewer wrong passwords but there were too many; the next is tested in ${seconds} s. ` +
      'To get in at once, use a browser in which you signed in before, or run ' +
      '"motif admin reset-password" on the console of the machine.',
    { retryAfterSeconds: seconds },
  );
}
