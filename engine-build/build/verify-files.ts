import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { jsonOrUndefined } from './json-text.ts';
import { MANIFEST_FILE, type Manifest, manifestSchema } from './manifest.ts';

/** sha256 of a file in hex; null when it cannot be read. */
export async function hashFile(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** The first file that is not what its record says, as a sentence without a full stop; null when all are. */
export async function findDamage(dir: string, files: Manifest['files']): Promise<string | null> {
  for (const record of files) {
    const file = path.join(dir, record.path);
    const sha256 = await hashFile(file);
    if (sha256 === record.sha256) continue;
    return sha256 === null
      ? `Expected ${file} but it cannot be read`
      : `Expected ${file} with sha256 ${record.sha256} but found ${sha256}`;
  }
  return null;
}

/** What an engine folder is, or the sentence that says why it cannot be used. */
export type Verified =
  | { readonly manifest: Manifest; readonly problem: null }
  | { readonly manifest: null; readonly problem: string };

/**
 * Proves an engine folder whole: the manifest byte by byte, then every file that it names. Nothing of it
 * is deserialised before.
 *
 * @param manifestSha256 of the manifest's bytes, kept outside the folder
 */
export async function verifyEngine(dir: string, manifestSha256: string): Promise<Verified> {
  const file = path.join(dir, MANIFEST_FILE);
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return { manifest: null, problem: `Expected ${file} but it cannot be read` };
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== manifestSha256) {
    return { manifest: null, problem: `Expected ${file} with sha256 ${manifestSha256} but found ${found}` };
  }
  const parsed = manifestSchema.safeParse(jsonOrUndefined(bytes.toString('utf8')));
  if (!parsed.success) {
    return { manifest: null, problem: `Expected ${file} to be a manifest of this version` };
  }
  const damage = await findDamage(dir, parsed.data.files);
  return damage === null ? { manifest: parsed.data, problem: null } : { manifest: null, problem: damage };
}
