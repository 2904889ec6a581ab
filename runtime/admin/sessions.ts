import { join } from 'node:path';
import { z } from 'zod';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import { type Role, roleSchema } from './accounts.ts';
import { fingerprint, newSecret } from './secret.ts';

const MINUTE_MS = 60_000;
/** Without a request for so long, a session ends; a live page makes none by itself. */
const IDLE_MS: Readonly<Record<Role, number>> = { staff: 240 * MINUTE_MS, technician: 30 * MINUTE_MS };
/** A working day. */
const LONGEST_MS = 12 * 60 * MINUTE_MS;
const MOST = 64;
/** A request is written down no more often, so a restart may end a session so much earlier. */
const SEEN_WITHIN_MS = 5 * MINUTE_MS;

const sessionSchema = z.object({
  /** Of the secret in the cookie; the secret itself is kept nowhere. */
  print: z.string(),
  role: roleSchema,
  since: z.number(),
  seenAt: z.number(),
});
const documentSchema = z.object({ sessions: z.array(sessionSchema) });
type Session = z.infer<typeof sessionSchema>;

const KIND: DocumentKind<z.infer<typeof documentSchema>> = {
  schema: documentSchema,
  initial: { sessions: [] },
  migrations: [],
};

/** Who is signed in, through restarts of the server. */
export class Sessions {
  readonly #now: () => number;
  readonly #document: Document<z.infer<typeof documentSchema>>;
  /** By fingerprint, oldest first. */
  readonly #sessions: Map<string, Session>;
  #writtenAt: number;

  private constructor(document: Document<z.infer<typeof documentSchema>>, now: () => number) {
    this.#document = document;
    this.#now = now;
    this.#sessions = new Map(document.data.sessions.map((session) => [session.print, { ...session }]));
    this.#writtenAt = now();
  }

  /** @param dir the server's data folder */
  static async open(dir: string, now: () => number = Date.now): Promise<Sessions> {
    return new Sessions(await Document.open(join(dir, 'admin', 'sessions.json'), KIND), now);
  }

  /** Damaged files found on opening. */
  get setAside() {
    return this.#document.setAside;
  }

  /** @returns the secret for the cookie, new at every sign-in */
  async begin(role: Role): Promise<string> {
    const secret = newSecret();
    const print = fingerprint(secret);
    const now = this.#now();
    this.#sessions.set(print, { print, role, since: now, seenAt: now });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST && oldest !== undefined) this.#sessions.delete(oldest);
    await this.#writeIfPossible();
    return secret;
  }

  /** The role of a session that is still open; a request with it keeps it open. */
  roleOf(secret: string | undefined): Role | null {
    const session = this.#open(secret);
    if (session === null) return null;
    session.seenAt = this.#now();
    if (session.seenAt - this.#writtenAt >= SEEN_WITHIN_MS) void this.#writeIfPossible();
    return session.role;
  }

  /** The same without keeping it open. */
  isOpen(secret: string | undefined): boolean {
    return this.#open(secret) !== null;
  }

  /** @throws MotifError('disk-full'); then the session is over only until the next start */
  async end(secret: string | undefined): Promise<void> {
    if (secret === undefined || !this.#sessions.delete(fingerprint(secret))) return;
    await this.#write();
  }

  /** Everybody. @throws MotifError('disk-full'); then they are out only until the next start */
  async endAll(): Promise<void> {
    this.#sessions.clear();
    await this.#write();
  }

  #open(secret: string | undefined): Session | null {
    if (secret === undefined) return null;
    const print = fingerprint(secret);
    const session = this.#sessions.get(print);
    if (!session) return null;
    if (!this.#isOver(session)) return session;
    this.#sessions.delete(print);
    return null;
  }

  #isOver({ role, since, seenAt }: Session): boolean {
    const now = this.#now();
    // A clock that was set back must not make a session last.
    const wasSetBack = since - now > MINUTE_MS;
    return wasSetBack || now - seenAt >= IDLE_MS[role] || now - since >= LONGEST_MS;
  }

  async #write(): Promise<void> {
    this.#writtenAt = this.#now();
    await this.#document.update(() => ({
      sessions: [...this.#sessions.values()].map((one) => ({ ...one })),
    }));
  }

  /** A full disk must not keep the person out who comes to make room; the session lasts until the next start. */
  async #writeIfPossible(): Promise<void> {
    await this.#write().catch(() => undefined);
  }
}
