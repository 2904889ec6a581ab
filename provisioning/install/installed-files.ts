import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BROWSER_FLAGS } from '../../device/units/browser-flags.ts';
import { PACKAGE_ROOT } from '../options.ts';

export interface InstallChoice {
  /** The page's port on loopback. */
  readonly port: number;
  /** Whether this machine also shows the page: cage, Chromium and its policy. */
  readonly screen: boolean;
}

export interface InstalledFile {
  /** Below the root, with a leading slash. */
  readonly path: string;
  readonly text: string;
}

const UNITS = join(PACKAGE_ROOT, 'device', 'units');
const SYSTEM = '/etc/systemd/system';

const SERVER_FILES = {
  'motif.service': `${SYSTEM}/motif.service`,
  'motif-maintenance.service': `${SYSTEM}/motif-maintenance.service`,
  'motif.sysusers': '/etc/sysusers.d/motif.conf',
  'motif.avahi': '/etc/avahi/services/motif.service',
} as const;
const SCREEN_FILES = {
  'motif-kiosk.service': `${SYSTEM}/motif-kiosk.service`,
  'browser-policy.json': '/etc/chromium/policies/managed/motif.json',
  'xkb/rules/motif': '/etc/xkb/rules/motif',
  'xkb/symbols/motif': '/etc/xkb/symbols/motif',
  'kernel.conf': '/etc/sysctl.d/60-motif.conf',
  'logind.conf': '/etc/systemd/logind.conf.d/motif.conf',
} as const;

/** Paths of everything that an installation may have written. */
export const INSTALLED_PATHS: readonly string[] = [
  ...Object.values(SERVER_FILES),
  ...Object.values(SCREEN_FILES),
];

/** Units that start with the machine. */
export function enabledUnits({ screen }: InstallChoice): readonly string[] {
  return screen ? ['motif.service', 'motif-kiosk.service'] : ['motif.service'];
}

/** The files as they belong on this machine, filled in from `device/units`. */
export async function installedFiles(choice: InstallChoice): Promise<readonly InstalledFile[]> {
  const wanted = Object.entries(choice.screen ? { ...SERVER_FILES, ...SCREEN_FILES } : SERVER_FILES);
  return Promise.all(
    wanted.map(async ([name, path]) => ({
      path,
      text: fill(await readFile(join(UNITS, name), 'utf8'), choice),
    })),
  );
}

function fill(template: string, { port }: InstallChoice): string {
  const values: Readonly<Record<string, string>> = {
    NODE: process.execPath,
    PACKAGE: PACKAGE_ROOT,
    PORT: String(port),
    ADMIN_PORT: String(port + 1),
    BROWSER_FLAGS: BROWSER_FLAGS.join(' '),
  };
  return template.replace(/@([A-Z_]+)@/g, (marker, name: string) => values[name] ?? marker);
}
