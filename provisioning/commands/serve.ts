import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { serveUntilSignal } from '../../runtime/main.ts';
import { ensurePage } from '../build-page.ts';
import { SlotDesk } from '../desk/desk.ts';
import {
  defaultDataDir,
  integerIn,
  interruptSignal,
  oneOf,
  printResult,
  STARTER_MODEL,
  say,
  withCommonOptions,
} from '../options.ts';
import { servingEngine } from '../serving-engine.ts';
import { provisionSlot } from '../slot-engine.ts';
import { CPU_PRECISION } from './provision.ts';

interface ServeOptions {
  readonly engine?: string;
  readonly model?: string;
  readonly precision?: Precision;
  readonly port?: number;
  readonly adminPort?: number;
  readonly adminHost?: string;
  readonly adminNames?: string;
  readonly threads?: number;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif serve`: the kiosk. Builds the engine and the page first where they are missing. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('serve the kiosk; builds the engine and the page on first start')
    .option(
      '--engine <dir>',
      'engine folder made by "motif provision" (default: $MOTIF_ENGINE, else the active engine)',
    )
    .option('--model <dir>', 'diffusers folder to provision for the CPU (default: the active engine)')
    .option(
      '--precision <name>',
      'fp32 or int8, to provision for the CPU (default: the active engine)',
      oneOf('precision', ['fp32', 'int8']),
    )
    .option(
      '--port <n>',
      'port on this machine (default: $MOTIF_PORT, else 8080)',
      integerIn('port', 0, 65_535),
    )
    .option(
      '--admin-port <n>',
      "port of the admin panel (default: $MOTIF_ADMIN_PORT, else the kiosk's + 1)",
      integerIn('admin-port', 0, 65_535),
    )
    .option(
      '--admin-host <address>',
      'address the admin panel listens at (default: $MOTIF_ADMIN_HOST, else 0.0.0.0: the whole network)',
    )
    .option(
      '--admin-names <names>',
      'further host names of this machine, with commas between (default: $MOTIF_ADMIN_NAMES)',
    )
    .option('--threads <n>', 'threads for inference; 0 takes every core', integerIn('threads', 0, 256))
    .action(async (options: ServeOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run(options: ServeOptions): Promise<void> {
  const { json, data, engine, model, precision, ...settings } = options;
  const dataDir = resolve(data ?? defaultDataDir());
  const fixed = engine ?? process.env.MOTIF_ENGINE;
  let engineDir = fixed ?? (await engineFor({ model, precision }, dataDir));
  await ensurePage(say);
  say('Starting; the first drawing is a test drawing');
  let isFirst = true;
  const nextStart = async () => {
    // What was chosen in the panel since then wins over what was asked for on the command line.
    if (!isFirst) engineDir = fixed ?? (await engineFor({}, dataDir));
    isFirst = false;
    return { engineDir, dataDir, ...settings };
  };
  const openDesk = (onSwitched: () => void) =>
    new SlotDesk({
      dataDir,
      modelDir: resolve(model ?? STARTER_MODEL),
      serving: () => resolve(engineDir),
      onSwitched,
    });
  await serveUntilSignal(
    nextStart,
    ({ url, admin }) => {
      const { url: adminUrl, setUpCode } = admin;
      printResult(json, { url, adminUrl, setUpCode, engine: engineDir }, [
        `Motif is open at ${url}`,
        `The admin panel is open at ${adminUrl}`,
        ...(setUpCode === null ? [] : [`Set its passwords there with this one-time code: ${setUpCode}`]),
      ]);
    },
    fixed === undefined ? { openDesk } : {},
  );
}

/** A wish is fulfilled; without one the active engine serves. */
async function engineFor(
  { model, precision }: { readonly model?: string | undefined; readonly precision?: Precision | undefined },
  dataDir: string,
): Promise<string> {
  const choice = {
    modelDir: resolve(model ?? STARTER_MODEL),
    dataDir,
    precision: precision ?? CPU_PRECISION,
  };
  const hooks = { signal: interruptSignal(), onProgress: say };
  if (model === undefined && precision === undefined) return await servingEngine(choice, hooks);
  return (await provisionSlot(choice, hooks)).dir;
}
