import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MANIFEST_FILE, type Manifest, manifestSchema } from '../../engine-build/build/manifest.ts';
import { MotifError } from '../errors.ts';

/**
 * Reads the manifest of an engine folder and proves that every file it names is whole, before anything
 * of it is deserialised.
 *
 * @throws MotifError('not-provisioned') when the folder holds no manifest, another format, or damaged files
 */
export async function openManifest(dir: string): Promise<Manifest> {
  const manifest = await readManifest(dir);
  for (const file of manifest.files) await verify(dir, file);
  return manifest;
}

/** The manifest alone, unverified; for listing engines. */
export async function readManifest(dir: string): Promise<Manifest> {
  const path = join(dir, MANIFEST_FILE);
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw notProvisioned(`Expected an engine manifest at ${path} but received: ${reason}`, cause);
  }
}

async function verify(dir: string, file: Manifest['files'][number]): Promise<void> {
  const path = join(dir, file.path);
  const bytes = await stat(path).then(
    (info) => info.size,
    () => null,
  );
  if (bytes !== file.bytes) {
    throw notProvisioned(`Expected ${path} with ${file.bytes} bytes but found ${bytes ?? 'no such file'}`);
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  const digest = hash.digest('hex');
  if (digest !== file.sha256) {
    throw notProvisioned(`Expected ${path} with sha256 ${file.sha256} but found ${digest}`);
  }
}

function notProvisioned(problem: string, cause?: unknown): MotifError {
  return new MotifError('not-provisioned', `${problem}. Run "motif provision" to build the engines again.`, {
    cause,
  });
}
