/** The real server in a process of its own, over the real starter model. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

export interface MotifProcess {
  readonly url: string;
  readonly adminUrl: string;
  /** With which the panel's passwords are set; empty once they are. */
  readonly setUpCode: string;
  readonly pid: number;
  /** The process that draws, a child of the server. */
  drawingPid(): number;
  /** As when the power fails. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface MotifOptions {
  readonly port: number;
  readonly dataDir: string;
  /** What is run in place of `motif serve`. */
  readonly program?: readonly string[];
  /** Of the panel; any that is free by default. */
  readonly adminPort?: number;
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

const startedSchema = z.object({ adminUrl: z.string(), setUpCode: z.string().nullable() });

/** Loading the engines and drawing the canary, on a machine that does other things, too. */
const READY_MS = 240_000;

/** Resolves when the server says that it can draw. */
export async function startMotif({
  port,
  dataDir,
  env,
  program,
  adminPort = 0,
}: MotifOptions): Promise<MotifProcess> {
  const args = [
    'provisioning/motif.mjs',
    'serve',
    '--port',
    String(port),
    '--admin-port',
    String(adminPort),
    '--admin-host',
    '127.0.0.1',
    '--data',
    dataDir,
    '--json',
  ];
  const server = spawn(process.execPath, program ?? args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...env },
  });
  const said: Buffer[] = [];
  const result: Buffer[] = [];
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => said.push(text));
  server.stdout.on('data', (text: Buffer) => result.push(text));
  const url = `http://localhost:${port}`;
  await untilReady(server, url, () => Buffer.concat(said).toString().slice(-2000));
  // Where nothing is loaded it can draw before it has said so.
  while (result.length === 0) await pause(20);
  const { adminUrl, setUpCode } = startedSchema.parse(JSON.parse(Buffer.concat(result).toString()));
  return {
    url,
    adminUrl,
    setUpCode: setUpCode ?? '',
    pid: server.pid ?? 0,
    drawingPid: () => drawingPidOf(server),
    kill: () => end(server, 'SIGKILL'),
    stop: () => end(server, 'SIGTERM'),
  };
}

async function untilReady(server: ChildProcess, url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}: ${said()}`);
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await pause(200);
  }
  await end(server, 'SIGKILL');
  throw new Error(`Expected the server to be ready within ${READY_MS / 1000} s. It said: ${said()}`);
}

/** The whole process group: a server that is killed must not leave its child drawing. */
async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const gone = once(server, 'exit');
  process.kill(signal === 'SIGKILL' ? -server.pid : server.pid, signal);
  await gone;
}

function drawingPidOf(server: ChildProcess): number {
  const entry = /(inference|fakes)\/(fake-)?child\.ts/;
  const pid = descendants(server.pid ?? 0).find((id) =>
    entry.test(readFileSync(`/proc/${id}/cmdline`, 'utf8')),
  );
  if (pid === undefined) throw new Error('Expected the server to have a drawing process but found none.');
  return pid;
}

function descendants(parent: number): readonly number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => parentOf(id) === parent);
  return [...children, ...children.flatMap(descendants)];
}

/** The fourth field; the second is the name in parentheses, which may hold spaces. */
function parentOf(id: number): number {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[1]);
  } catch {
    return -1; // it ended meanwhile
  }
}

/** A port that is free now, so that a server can come back on the same one. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('Expected a port but received none.');
  return address.port;
}
