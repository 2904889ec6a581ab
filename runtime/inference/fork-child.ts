import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChildSettings } from './child-settings.ts';
import { type FromChild, parseFromChild, type ToChild } from './protocol.ts';

export interface ChildEvents {
  readonly onMessage: (message: FromChild) => void;
  /** Once, when the process is gone; `reason` completes the sentence "the drawing process …". */
  readonly onGone: (reason: string) => void;
}

/** A running child. */
export interface ChildLink {
  readonly pid: number | undefined;
  /** Does nothing when the child is gone: `onGone` tells. */
  send(message: ToChild): void;
  /** Ends it at once, even when it is stopped or stuck in native code. */
  kill(): void;
  /** Closes the channel, upon which the child ends by itself. */
  disconnect(): void;
}

/** Node resolves `--import` from the working directory, which is anywhere; so it gets an absolute URL. */
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Forks a child entry written in TypeScript. Its stdout goes to our stderr: ours is for results. */
export function forkChild(entry: URL, settings: ChildSettings, events: ChildEvents): ChildLink {
  const child = fork(fileURLToPath(entry), [JSON.stringify(settings)], {
    execArgv: ['--import', TSX],
    env: engineEnv(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  listen(child, events);
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message, () => undefined); // a lost message is told by onGone
    },
    kill: () => void child.kill('SIGKILL'),
    disconnect: () => {
      if (child.connected) child.disconnect();
    },
  };
}

/** The C library's settings are the server's: engines keep their large blocks from one picture to the next. */
function engineEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MALLOC_')));
}

function listen(child: ChildProcess, { onMessage, onGone }: ChildEvents): void {
  let gone = false;
  const leave = (reason: string) => {
    if (!gone) onGone(reason);
    gone = true;
  };
  child.on('message', (message: unknown) => {
    try {
      onMessage(parseFromChild(message));
    } catch (cause) {
      child.kill('SIGKILL');
      leave(`sent something unknown: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  });
  child.once('error', (cause) => leave(`could not be started: ${cause.message}`));
  child.once('exit', (code, signal) =>
    leave(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
  );
}
