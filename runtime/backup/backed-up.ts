import { join } from 'node:path';
import { z } from 'zod';

/** Everything a shop would miss, relative to the data folder: files, and folders with all that is in them. */
export const BACKED_UP = [
  'settings.json',
  'range.json',
  'words.json',
  'statistics.json',
  'blocked-words.txt',
  'admin/accounts.json',
  'orders',
  'attract',
] as const;

/** What is left out of a folder: half-written files, and copies that were set aside. */
export const isLeftOut = (name: string) => /\.part$|\.previous$|\.corrupt\./.test(name);

/** Paths that a backup may hold; nothing else of one is ever written. */
export const PATH_PATTERN =
  /^(?:(?:settings|range|words|statistics)\.json|blocked-words\.txt|admin\/accounts\.json|orders\/archive\.jsonl(?:\.1)?|orders\/[0-9A-Z]{4,8}\/[a-z0-9-]+\.[a-z]+|attract\/[a-z0-9][a-z0-9-]*\.(?:png|webp|jpg))$/;

/** Last in the file: where it is missing the backup was cut off. */
export const LIST_NAME = 'motif-backup.json';

export const listSchema = z.strictObject({
  motif: z.literal('backup'),
  format: z.literal(2),
  at: z.iso.datetime(),
  files: z.array(
    z.strictObject({ path: z.string().regex(PATH_PATTERN), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});
export type BackupList = z.infer<typeof listSchema>;

/** Where a backup that was checked waits for the next start. */
export const restoreDir = (dataDir: string) => join(dataDir, 'restore');
/** What a restore replaced, until the next one. */
export const replacedDir = (dataDir: string) => join(dataDir, 'before-restore');
