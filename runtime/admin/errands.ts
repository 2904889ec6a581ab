import { MotifError } from '../errors.ts';

/** What the kiosk's page is asked to do; each is the moment of the last asking, 0 before the first. */
export interface Errands {
  readonly reload: number;
  readonly picture: number;
}

/** A page looks every two seconds, and a slow machine needs some to make a picture. */
const PATIENCE_MS = 15_000;
/** Long enough to compare 32 pairs of digits. */
const FINGERPRINT_SHOWN_MS = 3 * 60_000;

type Jpeg = Uint8Array<ArrayBuffer>;

interface Asking {
  readonly picture: Promise<Jpeg>;
  readonly take: (picture: Jpeg) => void;
  readonly decline: () => void;
}

/** Errands that technicians send the kiosk's page on. Pictures are handed over and kept nowhere. */
export class ErrandDesk {
  #reload = 0;
  #picture = 0;
  #asking: Asking | null = null;
  #shown: { readonly fingerprint: string; readonly until: number } | null = null;
  readonly #patienceMs: number;

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  get errands(): Errands {
    return { reload: this.#reload, picture: this.#asking ? this.#picture : 0 };
  }

  /** What a person at the kiosk compares with what their browser says; null most of the time. */
  get fingerprint(): string | null {
    return this.#shown && this.#shown.until > Date.now() ? this.#shown.fingerprint : null;
  }

  /** For three minutes, while no customer is there. */
  showFingerprint(fingerprint: string): void {
    this.#shown = { fingerprint, until: Date.now() + FINGERPRINT_SHOWN_MS };
  }

  /** Has the page load anew; what a customer has done stays. */
  reload(): void {
    this.#reload = Math.max(Date.now(), this.#reload + 1);
  }

  /**
   * Asks the page for a picture of itself; whoever asks meanwhile gets the same.
   *
   * @throws MotifError('wrong-state') while a customer is there, or when no page answers
   */
  picture(): Promise<Jpeg> {
    this.#asking ??= this.#ask();
    return this.#asking.picture;
  }

  /** @param errand the one it was asked for; a late answer is dropped */
  take(errand: number, picture: Jpeg): void {
    if (errand === this.#picture) this.#asking?.take(picture);
  }

  /** A customer is at the kiosk. */
  decline(errand: number): void {
    if (errand === this.#picture) this.#asking?.decline();
  }

  #ask(): Asking {
    this.#picture = Math.max(Date.now(), this.#picture + 1);
    const { promise, resolve, reject } = withResolvers<Jpeg>();
    const timer = setTimeout(() => reject(noAnswer()), this.#patienceMs);
    const picture = promise.finally(() => {
      clearTimeout(timer);
      this.#asking = null;
    });
    return { picture, take: resolve, decline: () => reject(customerThere()) };
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function customerThere(): MotifError {
  const en =
    'Expected nobody at the kiosk but a customer is there, and what they do is theirs. Ask again later.';
  return new MotifError('wrong-state', en, {
    customer: { zh: '有顾客正在使用自助机，此时不拍画面，请稍后再试。', en },
  });
}

function noAnswer(): MotifError {
  const en =
    'Expected a picture from the kiosk but its page does not answer. Look whether its browser runs, or reload it.';
  return new MotifError('wrong-state', en, {
    customer: { zh: '自助机的页面没有回应。请检查浏览器是否在运行，或重新加载页面。', en },
  });
}
