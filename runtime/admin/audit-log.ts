import { join } from 'node:path';
import { z } from 'zod';
import { onOneLine } from '../one-line.ts';
import type { IsOld } from '../store/line-age.ts';
import { LineFile } from '../store/line-file.ts';
import { roleSchema } from './accounts.ts';

const MOST_BYTES = 1_000_000;

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
  readonly #file: LineFile;

  /** @param dir the server's data folder */
  constructor(dir: string) {
    this.#file = new LineFile(join(dir, 'admin', 'audit.jsonl'), { mostBytes: MOST_BYTES, durable: true });
  }

  note(entry: Omit<AuditEntry, 'at'>): void {
    this.#file.write(`${onOneLine(JSON.stringify({ at: new Date().toISOString(), ...entry }))}\n`);
  }

  /** The latest entries, newest first; lines that somebody damaged are left out. */
  async latest(most: number): Promise<readonly AuditEntry[]> {
    const lines = await this.#file.tail(most);
    return lines.flatMap((line) => parseEntry(line) ?? []).reverse();
  }

  /** Removes old entries. */
  async forget(isOld: IsOld): Promise<void> {
    await this.#file.forget(isOld);
  }

  close(): void {
    this.#file.close();
  }
}

function parseEntry(line: string): AuditEntry | null {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
