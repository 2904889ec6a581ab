import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import { hashPassword, isPassword } from './password-hash.ts';
import { fingerprint, matches, newSecret } from './secret.ts';

/** Staff run the shop; a technician looks after the machine and may do all that staff may. */
export const roleSchema = z.enum(['staff', 'technician']);
export type Role = z.infer<typeof roleSchema>;

/** Browsers that are remembered as the shop's own; the oldest is forgotten first. */
const MOST_DEVICES = 32;

const accountsSchema = z.object({
  /** Argon2id hashes; null until someone has chosen the password. */
  passwords: z.object({ staff: z.string().nullable(), technician: z.string().nullable() }),
  /** Fingerprints of browsers in which someone has signed in. */
  devices: z.array(z.string()),
  /** Fingerprint of the token with which a collector reads the metrics. */
  metricsToken: z.string().nullable(),
});

type AccountsData = z.infer<typeof accountsSchema>;

const NOBODY: AccountsData = {
  passwords: { staff: null, technician: null },
  devices: [],
  metricsToken: null,
};

const KIND: DocumentKind<AccountsData> = { schema: accountsSchema, initial: NOBODY, migrations: [] };

/** Too common to count as a secret, whatever their length. */
const COMMON =
  /^(.)\1+$|^(?:0?123456789\d*|9876543210?|password\d*|qwerty\w*|admin\w*|motif\w*|1q2w3e4r\w*)$/i;

/** A password as a person chooses it. */
export const passwordSchema = z
  .string()
  .min(8, 'expected at least 8 characters')
  .max(128, 'expected at most 128 characters')
  .refine((text) => !COMMON.test(text), 'expected a password that is not among the most common ones');

/** Who may sign in. There is no password until someone has set it. */
export class Accounts {
  readonly #document: Document<AccountsData>;

  private constructor(document: Document<AccountsData>) {
    this.#document = document;
  }

  /** @param dir the server's data folder */
  static async open(dir: string): Promise<Accounts> {
    return new Accounts(await Document.open(join(dir, 'admin', 'accounts.json'), KIND));
  }

  /** Damaged files found on opening. */
  get setAside() {
    return this.#document.setAside;
  }

  get areSetUp(): boolean {
    return this.#document.data.passwords.technician !== null;
  }

  async isPasswordOf(role: Role, password: string): Promise<boolean> {
    const hashed = this.#document.data.passwords[role];
    return hashed !== null && (await isPassword(password, hashed));
  }

  /**
   * Sets one or both passwords and forgets every browser that was known until then.
   *
   * @throws InputError when both roles would share one, since then staff could do all
   */
  async setPasswords(chosen: { readonly [R in Role]?: string | undefined }): Promise<void> {
    await this.#checkDifferent(chosen);
    const hashes = {
      ...(chosen.staff === undefined ? {} : { staff: await hashPassword(chosen.staff) }),
      ...(chosen.technician === undefined ? {} : { technician: await hashPassword(chosen.technician) }),
    };
    await this.#document.update((data) => ({
      ...data,
      passwords: { ...data.passwords, ...hashes },
      devices: [],
    }));
  }

  /** Remembers a browser as the shop's own. @returns the secret for its cookie */
  async rememberDevice(): Promise<string> {
    const secret = newSecret();
    const devices = [fingerprint(secret), ...this.#document.data.devices].slice(0, MOST_DEVICES);
    await this.#document.update((data) => ({ ...data, devices }));
    return secret;
  }

  /** The fingerprint of a browser that is known; null for every other. */
  knownDevice(secret: string | undefined): string | null {
    if (secret === undefined) return null;
    const print = fingerprint(secret);
    return this.#document.data.devices.includes(print) ? print : null;
  }

  /** @returns a new token for reading metrics; the one before no longer works */
  async renewMetricsToken(): Promise<string> {
    const secret = newSecret();
    await this.#document.update((data) => ({ ...data, metricsToken: fingerprint(secret) }));
    return secret;
  }

  isMetricsToken(token: string): boolean {
    const { metricsToken } = this.#document.data;
    return metricsToken !== null && matches(token, metricsToken);
  }

  async #checkDifferent(chosen: { readonly [R in Role]?: string | undefined }): Promise<void> {
    const { staff, technician } = chosen;
    const same =
      staff !== undefined && technician !== undefined
        ? staff === technician
        : (staff !== undefined && (await this.isPasswordOf('technician', staff))) ||
          (technician !== undefined && (await this.isPasswordOf('staff', technician)));
    if (!same) return;
    throw new InputError(
      'Expected different passwords for staff and technician but received one for both. Choose another one.',
    );
  }
}
