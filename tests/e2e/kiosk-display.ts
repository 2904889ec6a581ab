/**
 * The kiosk's screen as a passer-by finds it: an X server, Chromium with the flags and the managed policy of
 * `device/units`, and somebody's keyboard and pointer. Needs root, because a policy lies in /etc: a mount
 * namespace of its own keeps the machine's /etc as it is.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_FLAGS } from '../../device/units/browser-flags.ts';
import { freePort } from './motif-process.ts';

const run = promisify(execFile);
const UNITS = new URL('../../device/units/', import.meta.url).pathname;
export const SCREEN = { width: 540, height: 960 };

export interface DisplayOptions {
  /** The page's address, such as `http://localhost:8790`. */
  readonly origin: string;
  /** `installed`: to the letter. `watched`: but for the remote control through which the tests look. */
  readonly policy: 'installed' | 'watched' | 'none';
  /** `kiosk`: only what can be typed with; `any`: all keys and shortcuts. */
  readonly keyboard: 'kiosk' | 'any';
}

export interface KioskDisplay extends AsyncDisposable {
  /** The browser's pages, seen from outside; null where the policy forbids looking. */
  readonly browser: Browser | null;
  /** Presses keys together, by evdev key code + 8, as a plugged-in keyboard does. */
  press(...codes: readonly number[]): Promise<void>;
  /** Arguments of xdotool, for the pointer. */
  point(...args: readonly string[]): Promise<void>;
  /** How many windows with a title there are, dialogs among them. */
  windows(): Promise<number>;
  /** The screen as it is now: BGRX rows. */
  pixels(): Promise<Buffer>;
}

let displays = 70 + (process.pid % 1000);

export async function openDisplay(options: DisplayOptions): Promise<KioskDisplay> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-display-'));
  const display = `:${displays++}`;
  const server = await startX(display, dir);
  const devtools = await freePort();
  const chrome = await startChromium(options, { dir, display, devtools });
  const browser = options.policy === 'installed' ? null : await connect(devtools);
  if (options.keyboard === 'kiosk') await plugKiosksKeyboard(display);
  const env = { ...process.env, DISPLAY: display };
  const point = async (...args: readonly string[]) => void (await run('xdotool', args, { env }));
  return {
    browser,
    point,
    press: async (...codes) => {
      const down = codes.flatMap((code) => ['keydown', two(code)]);
      const up = [...codes].reverse().flatMap((code) => ['keyup', two(code)]);
      await point(...down, ...up);
    },
    windows: async () => {
      const search = ['search', '--onlyvisible', '--name', '.'];
      const { stdout } = await run('xdotool', search, { env }).catch(() => ({ stdout: '' }));
      return stdout.split('\n').filter((line) => line !== '').length;
    },
    pixels: async () => {
      const dump = await readFile(join(dir, 'Xvfb_screen0'));
      return dump.subarray(dump.readUInt32BE(0) + 12 * dump.readUInt32BE(76));
    },
    [Symbol.asyncDispose]: async () => {
      await browser?.close().catch(() => undefined);
      for (const child of [chrome, server]) await ended(child);
      await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** xdotool takes a lone digit for its character. */
const two = (code: number) => String(code).padStart(2, '0');

async function startX(display: string, dir: string): Promise<ChildProcess> {
  const screen = `${SCREEN.width}x${SCREEN.height}x24`;
  const args = [display, '-screen', '0', screen, '-fbdir', dir, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: 'ignore' });
  for (let i = 0; i < 50; i += 1) {
    await sleep(100);
    const env = { ...process.env, DISPLAY: display };
    if (await run('xdotool', ['getmouselocation'], { env }).catch(() => null)) return server;
  }
  throw new Error(`Expected Xvfb to open ${display} within 5 s but it did not. Is it installed?`);
}

interface Place {
  readonly dir: string;
  readonly display: string;
  readonly devtools: number;
}

async function startChromium(options: DisplayOptions, { dir, display, devtools }: Place) {
  const policies = join(dir, 'policies');
  await mkdir(policies);
  if (options.policy !== 'none') await writeFile(join(policies, 'motif.json'), await policyFor(options));
  const flags = BROWSER_FLAGS.filter((flag) => !/^--(user-data-dir|ozone-platform)=/.test(flag));
  const args = [
    ...flags,
    `--user-data-dir=${join(dir, 'profile')}`,
    '--ozone-platform=x11',
    '--no-sandbox',
    '--disable-gpu',
    '--window-position=-1,-1',
    `--window-size=${SCREEN.width + 4},${SCREEN.height + 4}`,
    `--remote-debugging-port=${devtools}`,
    `${options.origin}/`,
  ];
  const place = '/etc/chromium/policies/managed';
  const script = `mkdir -p ${place} && mount --bind "$0" ${place} && exec chromium "$@"`;
  return spawn('unshare', ['--mount', 'sh', '-c', script, policies, ...args], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, DISPLAY: display },
  });
}

async function policyFor({ origin, policy }: DisplayOptions): Promise<string> {
  const installed = await readFile(join(UNITS, 'browser-policy.json'), 'utf8');
  const text = installed.replaceAll('http://localhost:@PORT@', origin);
  const watching =
    policy === 'watched' ? { RemoteDebuggingAllowed: true, DeveloperToolsAvailability: 1 } : {};
  return JSON.stringify({ ...JSON.parse(text), ...watching });
}

async function connect(devtools: number): Promise<Browser> {
  for (let i = 0; ; i += 1) {
    await sleep(200);
    const browser = await chromium
      .connectOverCDP(`http://127.0.0.1:${devtools}`)
      .catch((failure: unknown) => {
        if (i >= 100) throw failure;
        return null;
      });
    if (browser?.contexts()[0]?.pages()[0]) return browser;
  }
}

/** Gives the X server the keyboard that cage gets on the kiosk, from the same files. */
async function plugKiosksKeyboard(display: string): Promise<void> {
  const keymap =
    'xkb_keymap { xkb_keycodes { include "evdev" }; xkb_types { include "complete" }; ' +
    'xkb_compat { include "basic" }; xkb_symbols { include "motif" }; };';
  const compiler = spawn('xkbcomp', ['-w0', `-I${join(UNITS, 'xkb')}`, '-', display], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  compiler.stdin?.end(keymap);
  const status = await new Promise((resolve) => compiler.once('close', resolve));
  if (status !== 0)
    throw new Error(`Expected xkbcomp to take the kiosk's keymap but it left with ${status}.`);
}

/** Chromium is a family of processes in a group of its own. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    process.kill(child.spawnfile === 'unshare' ? -child.pid : child.pid, 'SIGKILL');
  } catch {
    return;
  }
  await closed;
}
