import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { serveUntilSignal } from '../../runtime/main.ts';
import { ensurePage } from '../build-page.ts';
import { SlotDesk } from '../desk/desk.ts';
import { keptEngine } from '../desk/kept-choice.ts';
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
import { provisionSlot } from '../slot-engine.ts';
import { CPU_PRECISION } from './provision.ts';

interface ServeOptions {
  readonly engine?: string;
  readonly model: string;
  readonly precision: Precision;
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
      'engine folder made by "motif provision" (default: $MOTIF_ENGINE, else the model\'s)',
    )
    .option('--model <dir>', 'diffusers folder to provision where no engine is named', STARTER_MODEL)
    .option('--precision <name>', 'fp32 or int8', oneOf('precision', ['fp32', 'int8']), CPU_PRECISION)
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
      // An engine that was asked for by name wins over the one that was chosen in the panel.
      const named = ['model', 'precision'].some((name) => command.getOptionValueSource(name) === 'cli');
      await run(options, named);
    });
  return withCommonOptions(command);
}

async function run(options: ServeOptions, named: boolean): Promise<void> {
  const { json, data, engine, model, precision, ...settings } = options;
  const dataDir = resolve(data ?? defaultDataDir());
  const fixed = engine ?? process.env.MOTIF_ENGINE;
  const findEngine = async () =>
    fixed ?? (named ? null : await keptEngine(dataDir)) ?? (await provision({ model, precision }, dataDir));
  let engineDir = await findEngine();
  await ensurePage(say);
  say('Starting; the first drawing is a test drawing');
  let isFirst = true;
  const nextStart = async () => {
    if (!isFirst) engineDir = await findEngine();
    isFirst = false;
    return { engineDir, dataDir, ...settings };
  };
  const openDesk = (onSwitched: () => void) =>
    new SlotDesk({ dataDir, modelDir: resolve(model), serving: () => resolve(engineDir), onSwitched });
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

async function provision(
  { model, precision }: Pick<ServeOptions, 'model' | 'precision'>,
  dataDir: string,
): Promise<string> {
  const choice = { modelDir: resolve(model), dataDir, precision };
  const { dir } = await provisionSlot(choice, { signal: interruptSignal(), onProgress: say });
  return dir;
}
