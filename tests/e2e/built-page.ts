/** The pages as they are built for the kiosk: once for a whole run, in a folder of its own, so that no other run is disturbed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Set by `tests/set-up-page.ts`; scripts that are run by hand build for themselves. */
export const BUILT_PAGE = 'MOTIF_TEST_PAGE';

export interface BuiltPage {
  readonly dir: string;
  remove(): Promise<void>;
}

/** The folder of this run, or a new one. */
export async function builtPage(): Promise<BuiltPage> {
  const dir = process.env[BUILT_PAGE];
  return dir === undefined ? buildPage() : { dir, remove: async () => undefined };
}

export async function buildPage(): Promise<BuiltPage> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-page-'));
  await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { outDir: dir } });
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) };
}
