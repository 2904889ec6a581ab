import { resolve } from 'node:path';
import { Command } from 'commander';
import { ensurePage } from '../build-page.ts';
import { removeFiles, writeFiles } from '../install/apply.ts';
import { enabledUnits, type InstallChoice, installedFiles } from '../install/installed-files.ts';
import { System } from '../install/system.ts';
import { integerIn, printResult, say } from '../options.ts';

interface Options {
  readonly root: string;
  readonly port: number;
  readonly screen: boolean;
  readonly json: boolean;
}

/** `motif install`: the server, and the screen, start with the power from now on. */
export function installCommand(): Command {
  const command = new Command('install')
    .description(
      'make the server and the screen start with this machine (systemd); as root, any number of times',
    )
    .option('--port <n>', "the page's port on this machine", integerIn('port', 1, 65_535), 8080)
    .option('--no-screen', 'the server only: without cage, Chromium and its policy');
  return withRoot(command).action(async (options: Options) => install(options));
}

/** `motif uninstall`: takes that back; data and settings stay. */
export function uninstallCommand(): Command {
  const command = new Command('uninstall').description(
    'take back what "motif install" did; data in /var/lib/motif and settings in /etc/motif stay',
  );
  return withRoot(command).action(async (options: Options) => uninstall(options));
}

function withRoot(command: Command): Command {
  return command
    .option('--root <dir>', 'a system that is not running, e.g. a mounted image', '/')
    .option('--json', 'print one JSON object as the last line on stdout', false);
}

async function install({ root, port, screen, json }: Options): Promise<void> {
  const choice: InstallChoice = { port, screen };
  const system = new System(resolve(root));
  const changed = await writeFiles(resolve(root), await installedFiles(choice));
  await system.createUsers();
  await system.enable(enabledUnits(choice));
  // The service may not write where the program lies.
  await ensurePage(say);
  const units = enabledUnits(choice);
  printResult(json, { changed, units, running: system.running }, [
    ...changed.map((path) => `Wrote ${path}`),
    changed.length === 0 ? 'Everything was in place already.' : 'Installed.',
    system.running
      ? `Start it now with "systemctl restart ${units.join(' ')}".`
      : 'It starts with the next boot.',
  ]);
}

async function uninstall({ root, json }: Options): Promise<void> {
  const system = new System(resolve(root));
  await system.disable(['motif.service', 'motif-kiosk.service']);
  const removed = await removeFiles(resolve(root));
  printResult(json, { removed }, [
    ...removed.map((path) => `Removed ${path}`),
    removed.length === 0
      ? 'Nothing was installed.'
      : 'Data in /var/lib/motif and settings in /etc/motif stay.',
  ]);
}
