import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** One file of the built page, held in memory. */
export interface KioskFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly cacheControl: string;
}

/** By URL path, such as `/assets/index-3f9a.js`. A path that is not a key does not exist. */
export type KioskFiles = ReadonlyMap<string, KioskFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** The bundler writes a hash of the content into every name in this folder. */
const HASHED = '/assets/';

/**
 * Reads the built page once. Requests are looked up by name and never become file paths, so no request can
 * leave the folder. Empty when the page was not built.
 *
 * @param entry the page that is shown at `/`; other pages of the folder are left out
 */
export async function readKioskFiles(dir: string, entry = 'index.html'): Promise<KioskFiles> {
  const files = new Map<string, KioskFile>();
  for (const name of await namesIn(dir)) {
    if (extname(name) === '.html' && name !== entry) continue;
    const path = `/${name.replaceAll(sep, '/')}`;
    files.set(path, {
      body: new Uint8Array(await readFile(join(dir, name))),
      type: TYPES[extname(name)] ?? 'application/octet-stream',
      cacheControl: path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  }
  const index = files.get(`/${entry}`);
  if (index) files.set('/', index);
  return files;
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  }
}
