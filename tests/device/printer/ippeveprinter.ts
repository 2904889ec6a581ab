/** CUPS's own printer, as a program: `ippeveprinter` of Debian's cups-ipp-utils, with the bus and Avahi that it wants. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../e2e/motif-process.ts';

const PRINTER = '/usr/sbin/ippeveprinter';
const PROGRAMS = [PRINTER, '/usr/sbin/avahi-daemon', '/usr/bin/dbus-daemon'];

/** Why it cannot be run here; null where it can. */
export const whyNoPrinter =
  process.getuid?.() !== 0
    ? 'only root may run avahi-daemon'
    : (PROGRAMS.filter((path) => !existsSync(path)).map((path) => `there is no ${path}`)[0] ?? null);

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=@BUS@</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/></policy></busconfig>`;
const AVAHI =
  '[server]\nallow-interfaces=lo\nenable-dbus=yes\nuse-ipv6=no\n[publish]\npublish-workstation=no\n';

export interface RunningPrinter extends AsyncDisposable {
  readonly uri: string;
}

/** A printer that takes some seconds for each job. */
export async function startPrinter(secondsPerJob: number): Promise<RunningPrinter> {
  const dir = await mkdtemp(join(tmpdir(), 'motif-ippeve-'));
  const bus = join(dir, 'bus');
  await writeFile(join(dir, 'bus.conf'), BUS.replace('@BUS@', bus));
  await writeFile(join(dir, 'avahi.conf'), AVAHI);
  await writeFile(join(dir, 'print'), `#!/bin/sh\nexec sleep ${secondsPerJob}\n`);
  await chmod(join(dir, 'print'), 0o755);
  const port = await freePort();
  const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}` };
  const programs: ChildProcess[] = [];
  const run = (program: string, ...args: readonly string[]) =>
    programs.push(spawn(program, args, { env, stdio: 'ignore' }));
  run('/usr/bin/dbus-daemon', `--config-file=${join(dir, 'bus.conf')}`, '--nofork', '--nopidfile');
  await until(async () => existsSync(bus));
  // One that runs already on the machine's own bus keeps this one from starting; it serves as well.
  const avahi = ['--no-drop-root', '--no-chroot', '--no-rlimits', '--no-proc-title', '-f'];
  run('/usr/sbin/avahi-daemon', ...avahi, join(dir, 'avahi.conf'));
  const options = [
    '-r',
    'off',
    '-p',
    String(port),
    '-c',
    join(dir, 'print'),
    '-d',
    dir,
    '-f',
    'application/pdf',
  ];
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  const close = async () => {
    for (const program of programs.toReversed()) await end(program);
    await rm(dir, { recursive: true, maxRetries: 3 });
  };
  try {
    // It ends at once while Avahi is not there yet.
    await until(async () => {
      const printer = programs.at(-1);
      if (programs.length < 3 || printer?.exitCode !== null) run(PRINTER, ...options, 'Motif');
      return answers();
    });
  } catch (failure) {
    await close();
    throw failure;
  }
  return { uri: `ipp://localhost:${port}/ipp/print`, [Symbol.asyncDispose]: close };
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  await gone;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('Expected the printer to answer within a minute.');
}
