import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import { InputError, MotifError } from '../../errors.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { asFile } from './download.ts';

/** The one route that takes a large body. */
export const RESTORE_PATH = '/api/restore';
const TYPE = 'application/x-tar';
const LARGEST_BACKUP = 16 * 2 ** 30;
/** The answer must have left before the server ends. */
const RESTART_AFTER_MS = 500;

export interface BackupRouteParts {
  readonly doorkeeper: Doorkeeper;
  readonly audit: AuditLog;
  /** Everything of the shop as one tar file. */
  readonly backup: () => AsyncIterable<Uint8Array>;
  /** Checks a backup and keeps it for the next start. @throws InputError, MotifError('disk-full') */
  readonly restore: (file: AsyncIterable<Uint8Array>) => Promise<{ readonly at: string }>;
  readonly restart: () => void;
}

/** Everything of a shop, to take away and to bring back. */
export function backupRoutes({ doorkeeper, audit, backup, restore, restart }: BackupRouteParts) {
  const technician = needs('technician', doorkeeper);
  return new Hono<AdminEnv>()
    .get('/backup', technician, (c) => {
      noteAct(audit, c, 'backup');
      const file = Readable.toWeb(Readable.from(backup())) as ReadableStream<Uint8Array>;
      return c.body(file, 200, { 'Content-Type': TYPE, ...asFile('motif-backup', 'tar') });
    })
    .post('/restore', technician, async (c) => {
      checkUpload(c.req.header('content-type'), c.req.header('content-length'));
      const { body } = c.req.raw;
      if (body === null) throw new InputError('Expected a backup file but received nothing. Choose a file.');
      const { at } = await restore(body);
      noteAct(audit, c, 'restore', at);
      setTimeout(restart, RESTART_AFTER_MS).unref();
      return c.json({ at });
    });
}

function checkUpload(type: string | undefined, length: string | undefined): void {
  if (type !== TYPE) {
    throw new MotifError(
      'unsupported-type',
      `Expected the type ${TYPE} but received ${JSON.stringify(type ?? null)}. Send a backup file of Motif.`,
    );
  }
  if (length !== undefined && Number(length) <= LARGEST_BACKUP) return;
  throw new MotifError(
    'too-large',
    `Expected a backup of at most 16 GB whose size is told but received ${length ?? 'none'}. Send a smaller one.`,
  );
}
