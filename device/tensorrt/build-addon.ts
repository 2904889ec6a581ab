import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.ts';
import { TensorRtError } from './errors.ts';
import { slotsHeader } from './slot-tables.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;
/** Node-API 8 is in every Node this program runs on, so one binary serves them all. */
const DEFINES = [
  'NAPI_VERSION=8',
  'NAPI_CPP_EXCEPTIONS',
  'NODE_ADDON_API_DISABLE_DEPRECATED',
  // A worker that is being terminated takes no exception any more; without this the process would end.
  'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
];

/** One folder for each platform, e.g. `linux-x64`; for those who ship binaries. */
const PREBUILT = join(HERE, 'prebuilt');
/** Sources of the addon, for whoever compiles with them. */
export const NATIVE_SOURCES = join(HERE, 'native');
/** Ignored by git; may be deleted at any time. */
export const BUILD_FOLDER = join(HERE, 'build', PLATFORM);

/**
 * The addon for this platform: the prebuilt one where there is one, else the one compiled of these very
 * sources, else compiled now (half a minute).
 *
 * @returns its file
 * @throws TensorRtError('addon-missing') where it is not there and cannot be compiled
 */
export async function ensureAddon(prebuiltFolder: string = PREBUILT): Promise<string> {
  const prebuilt = join(prebuiltFolder, PLATFORM, 'motif-tensorrt.node');
  if (await exists(prebuilt)) return prebuilt;
  const output = join(BUILD_FOLDER, `motif-tensorrt-${await sourcesKey()}.node`);
  if (!(await exists(output))) await buildAddon(output);
  return output;
}

async function buildAddon(output: string): Promise<void> {
  await compile({
    sources: (await nativeFiles()).filter((file) => file.endsWith('.cc')),
    includes: [NATIVE_SOURCES, await writeSlotsHeader(), ...nodeHeaders()],
    defines: DEFINES,
    output,
  });
}

/** @returns the folder that holds the header @throws TensorRtError('addon-missing') when it cannot be written */
export async function writeSlotsHeader(folder: string = BUILD_FOLDER): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'slots.h'), slotsHeader());
    return folder;
  } catch (cause) {
    throw new TensorRtError(
      'addon-missing',
      `Expected to build the TensorRT addon in ${folder} but received: ${cause instanceof Error ? cause.message : cause}. ` +
        'Run "npm run build:native" as the user who owns that folder.',
      { cause },
    );
  }
}

async function nativeFiles(): Promise<string[]> {
  return (await readdir(NATIVE_SOURCES)).sort().map((name) => join(NATIVE_SOURCES, name));
}

/** Changes with every source, so that a binary of older ones is never taken. */
async function sourcesKey(): Promise<string> {
  const hash = createHash('sha256').update(slotsHeader()).update(DEFINES.join());
  for (const file of await nativeFiles()) hash.update(basename(file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

/** Headers of Node-API itself and of its C++ face; both are packages, so nothing is downloaded here. */
function nodeHeaders(): string[] {
  const require = createRequire(import.meta.url);
  const folder = (name: string) => dirname(require.resolve(`${name}/package.json`));
  return [folder('node-addon-api'), join(folder('node-api-headers'), 'include')];
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
