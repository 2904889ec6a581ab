import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { FAMILIES } from '../../../device/tensorrt/slot-tables.ts';
import { tensorRtDouble } from '../../fakes/tensorrt-double.ts';
import { whyNoAddon } from './native.ts';

const missing = await whyNoAddon();
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

// So that the script still fits the addon when somebody has a GPU to run it on.
it.skipIf(missing).each([
  ['rtx-1.6', '10701'],
  ['full-10.14', '101401'],
])('the checks of a real driver hold with its double and %s', async (name, version) => {
  const double = await tensorRtDouble(FAMILIES.find(({ family }) => family === name));
  const env = {
    ...process.env,
    MOTIF_TENSORRT: double.folder,
    TENSORRT_DOUBLE_CUDA: double.cudaLibrary,
    TENSORRT_DOUBLE_VERSION: version,
  };
  const script = join(import.meta.dirname, 'real-driver.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', TSX, script], { env });
  expect(stdout.trim().split('\n').at(-1)).toBe('{"what":"all is well"}');
});
