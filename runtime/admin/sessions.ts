import type { Role } from './accounts.ts';
import { fingerprint, newSecret } from './secret.ts';

const MINUTE_MS = 60_000;
/** Without a request for so long, a session ends; a live page makes none by itself. */
const IDLE_MS: Readonly<Record<Role, number>> = { staff: 240 * MINUTE_MS, technician: 30 * MINUTE_MS };
/** A working day. */
const LONGEST_MS = 12 * 60 * MINUTE_MS;
const MOST = 64;

interface Session {
  readonly role: Role;
  readonly since: number;
  seenAt: number;
}

/** Who is signed in. Held in memory only: a restart of the server signs everybody out. */
export class Sessions {
  readonly #now: () => number;
  /** By fingerprint, oldest first. */
  readonly #sessions = new Map<string, Session>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @returns the secret for the cookie, new at every sign-in */
  begin(role: Role): string {
    const secret = newSecret();
    const now = this.#now();
    this.#sessions.set(fingerprint(secret), { role, since: now, seenAt: now });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST && oldest !== undefined) this.#sessions.delete(oldest);
    return secret;
  }

  /** The role of a session that is still open; a request with it keeps it open. */
  roleOf(secret: string | undefined): Role | null {
    if (secret === undefined) return null;
    const key = fingerprint(secret);
    const session = this.#sessions.get(key);
    if (!session) return null;
    if (this.#isOver(session)) {
      this.#sessions.delete(key);
      return null;
    }
    session.seenAt = this.#now();
    return session.role;
  }

  /** The same without keeping it open. */
  isOpen(secret: string | undefined): boolean {
    const session = secret === undefined ? undefined : this.#sessions.get(fingerprint(secret));
    return session !== undefined && !this.#isOver(session);
  }

  end(secret: string | undefined): void {
    if (secret !== undefined) this.#sessions.delete(fingerprint(secret));
  }

  /** Everybody, after a change of passwords. */
  endAll(): void {
    this.#sessions.clear();
  }

  #isOver({ role, since, seenAt }: Session): boolean {
    const now = this.#now();
    return now - seenAt >= IDLE_MS[role] || now - since >= LONGEST_MS;
  }
}
