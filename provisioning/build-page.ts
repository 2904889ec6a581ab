import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_ROOT } from './options.ts';

/** Where Vite puts the kiosk page. */
const PAGE_DIR = join(PACKAGE_ROOT, 'dist', 'kiosk');

const SOURCES = ['kiosk-ui', 'vite.config.ts', 'package-lock.json'];

/** Builds the kiosk page unless the built one is newer than all its sources. */
export async function ensurePage(onProgress: (sentence: string) => void): Promise<void> {
  const built = await changedAt(join(PAGE_DIR, 'index.html'));
  const newest = Math.max(
    ...(await Promise.all(SOURCES.map((name) => newestChange(join(PACKAGE_ROOT, name))))),
  );
  if (built > newest) return;
  onProgress('Building the kiosk page');
  // Imported here because it is slow to load and needed once.
  const { build } = await import('vite');
  await build({ configFile: join(PACKAGE_ROOT, 'vite.config.ts'), logLevel: 'warn' });
}

async function newestChange(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = await readdir(path, { recursive: true });
  const times = await Promise.all(names.map((name) => changedAt(join(path, name))));
  return Math.max(0, ...times);
}

/** Milliseconds since 1970; 0 when there is no such file. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    (info) => info.mtimeMs,
    () => 0,
  );
}
