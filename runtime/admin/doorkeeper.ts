import { MotifError } from '../errors.ts';
import type { Accounts, Role } from './accounts.ts';
import type { GuessLimit } from './guess-limit.ts';
import { checkCode, spendCode } from './one-time-code.ts';
import type { Sessions } from './sessions.ts';

export interface DoorkeeperParts {
  readonly dataDir: string;
  readonly accounts: Accounts;
  readonly limit: GuessLimit;
  readonly sessions: Sessions;
}

/** What a browser gets for its cookies. */
export interface Admission {
  readonly session: string;
  readonly device: string;
}

/** Lets people in: by password, or by the code from the console together with new passwords. */
export class Doorkeeper {
  readonly #parts: DoorkeeperParts;
  /** One after the other, so that a code serves once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: DoorkeeperParts) {
    this.#parts = parts;
  }

  get isSetUp(): boolean {
    return this.#parts.accounts.areSetUp;
  }

  /**
   * @param device the device cookie, if the browser sent one
   * @throws MotifError wrong-password, too-many-guesses (then the password was not tested), not-set-up
   */
  async signIn(role: Role, password: string, device: string | undefined): Promise<Admission> {
    const { accounts, sessions } = this.#parts;
    if (!this.isSetUp) throw notSetUp();
    const known = accounts.knownDevice(device);
    await this.#test(role, password, known);
    const kept = known !== null && device !== undefined ? device : await accounts.rememberDevice();
    return { session: await sessions.begin(role), device: kept };
  }

  /**
   * Sets passwords by the code from the console; signs everybody else out.
   *
   * @throws MotifError('wrong-code'); InputError when the passwords do not do
   */
  setPasswords(code: string, passwords: { readonly [R in Role]: string }): Promise<Admission> {
    const turn = this.#turn.then(() => this.#setPasswords(code, passwords));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Sets one role's password, by a technician who types their own once more; signs everybody else out.
   *
   * @throws MotifError wrong-password, too-many-guesses; InputError when the new one does not do
   */
  async changePassword(
    role: Role,
    chosen: string,
    own: string,
    device: string | undefined,
  ): Promise<Admission> {
    const { accounts, sessions } = this.#parts;
    await this.#test('technician', own, accounts.knownDevice(device));
    await accounts.setPasswords({ [role]: chosen });
    await sessions.endAll();
    return { session: await sessions.begin('technician'), device: await accounts.rememberDevice() };
  }

  roleOf(session: string | undefined): Role | null {
    return this.#parts.sessions.roleOf(session);
  }

  /** Whether a page may go on listening; does not keep the session open. */
  isOpen(session: string | undefined): boolean {
    return this.#parts.sessions.isOpen(session);
  }

  signOut(session: string | undefined): Promise<void> {
    return this.#parts.sessions.end(session);
  }

  /** Ends every session, also the one that asks for it. */
  signOutEverybody(): Promise<void> {
    return this.#parts.sessions.endAll();
  }

  /** For collectors of metrics, which cannot sign in. */
  isMetricsToken(token: string): boolean {
    return this.#parts.accounts.isMetricsToken(token);
  }

  renewMetricsToken(): Promise<string> {
    return this.#parts.accounts.renewMetricsToken();
  }

  /** Every test of a password goes through here, so that none escapes the limit. */
  async #test(role: Role, password: string, known: string | null): Promise<void> {
    const { accounts, limit } = this.#parts;
    const guess = await limit.count(known);
    if (!(await accounts.isPasswordOf(role, password))) throw wrongPassword();
    await limit.forgive(guess);
  }

  async #setPasswords(code: string, passwords: { readonly [R in Role]: string }): Promise<Admission> {
    const { accounts, dataDir, sessions } = this.#parts;
    await checkCode(dataDir, code);
    await accounts.setPasswords(passwords);
    await spendCode(dataDir);
    await sessions.endAll();
    return { session: await sessions.begin('technician'), device: await accounts.rememberDevice() };
  }
}

function wrongPassword(): MotifError {
  return new MotifError(
    'wrong-password',
    'Expected the password of this role but received another one. Check the role and type it again.',
  );
}

function notSetUp(): MotifError {
  return new MotifError(
    'not-set-up',
    'Expected passwords to be set but nobody has chosen them yet. ' +
      'Set them with the one-time code that the console of the machine shows.',
  );
}
