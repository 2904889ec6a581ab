import { join } from 'node:path';
import { z } from 'zod';
import { onOneLine } from '../one-line.ts';
import type { IsOld } from '../store/line-age.ts';
import { LineFile } from '../store/line-file.ts';
import { roleSchema } from './accounts.ts';

/**
 * Each kind has files of its own, so that none pushes another's entries out: whoever cannot sign in writes about
 * attempts only, and staff about what staff did. The newest half of what is kept is never given up for room.
 * Attempts are as many as guesses may be tested (20 an hour, some 150 bytes each): at the most this is more than
 * a hundred days of them.
 */
export const AUDIT_KINDS = {
  attempts: { file: 'audit-attempts.jsonl', mostBytes: 8_000_000 },
  staff: { file: 'audit-staff.jsonl', mostBytes: 2_000_000 },
  technician: { file: 'audit.jsonl', mostBytes: 1_000_000 },
} as const;
type Kind = keyof typeof AUDIT_KINDS;
interface AuditKind {
  readonly file: string;
  readonly mostBytes: number;
}

/** Of whoever is not signed in, and of whoever at an open panel is asked for the password once more. */
export const WRONG_PASSWORD = 'wrong-password';

const entrySchema = z.object({
  at: z.string(),
  /** Null: nobody was signed in. */
  role: roleSchema.nullable(),
  address: z.string(),
  /** What was done, as a stable word. */
  act: z.string(),
  /** What it was done to. */
  about: z.string().nullable(),
});

export type AuditEntry = z.infer<typeof entrySchema>;

/** Who changed what, and who tried to get in. Never holds a password or a code. */
export class AuditLog {
  readonly #files: Readonly<Record<Kind, LineFile>>;

  /** @param dir the server's data folder; @param kinds where each is kept, and of how many bytes two such files may be */
  constructor(dir: string, kinds: Readonly<Record<Kind, AuditKind>> = AUDIT_KINDS) {
    const open = (kind: Kind) => {
      const { file, mostBytes } = kinds[kind];
      return new LineFile(join(dir, 'admin', file), { mostBytes, durable: true });
    };
    this.#files = { attempts: open('attempts'), staff: open('staff'), technician: open('technician') };
  }

  note(entry: Omit<AuditEntry, 'at'>): void {
    const line = onOneLine(JSON.stringify({ at: new Date().toISOString(), ...entry }));
    this.#files[kindOf(entry)].write(`${line}\n`);
  }

  /** The latest entries of each kind, newest first; lines that somebody damaged are left out. @param most of a kind */
  async latest(most: number): Promise<readonly AuditEntry[]> {
    const tails = await Promise.all(Object.values(this.#files).map((file) => file.tail(most)));
    return tails
      .flatMap((lines) => lines.flatMap((line) => parseEntry(line) ?? []).reverse())
      .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  }

  /** Removes old entries. */
  async forget(isOld: IsOld): Promise<void> {
    for (const file of Object.values(this.#files)) await file.forget(isOld);
  }

  close(): void {
    for (const file of Object.values(this.#files)) file.close();
  }
}

function kindOf({ role, act }: Omit<AuditEntry, 'at'>): Kind {
  if (act === WRONG_PASSWORD) return 'attempts';
  return role === 'staff' ? 'staff' : 'technician';
}

function parseEntry(line: string): AuditEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
