import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { EngineBuild } from '../../runtime/admin/engine-desk.ts';
import { PACKAGE_ROOT } from '../options.ts';

const MOST_LINES = 40;
/** A builder that does not end when it is told to is ended. */
const PATIENCE_MS = 20_000;
const CANCELLED = 130;

/** `motif provision` in a process of its own, which yields to the one that draws. */
export class BuildRun {
  readonly ended: Promise<EngineBuild['state']>;
  readonly #startedAt = new Date().toISOString();
  readonly #end: () => void;
  #state: EngineBuild['state'] = 'running';
  #percent: number | null = null;
  #lines: string[] = [];
  #cancelled = false;

  /** @param args of `motif` */
  constructor(args: readonly string[], entry = join(PACKAGE_ROOT, 'provisioning', 'motif.mjs')) {
    const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    createInterface({ input: child.stderr }).on('line', (line) => this.#took(line));
    this.#end = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
    };
    this.ended = new Promise((resolve) => {
      const settle = (code: number | null, why?: string) => {
        if (why !== undefined) this.#took(why);
        this.#state = code === 0 ? 'done' : this.#cancelled || code === CANCELLED ? 'cancelled' : 'failed';
        resolve(this.#state);
      };
      child.once('error', ({ message }) => settle(null, message));
      child.once('close', (code) => settle(code));
    });
  }

  get view(): EngineBuild {
    return {
      state: this.#state,
      startedAt: this.#startedAt,
      percent: this.#state === 'done' ? 100 : this.#percent,
      lines: this.#lines,
    };
  }

  cancel(): void {
    if (this.#state !== 'running') return;
    this.#cancelled = true;
    this.#end();
  }

  #took(line: string): void {
    const percent = /^(\d{1,3}) % /.exec(line)?.[1];
    if (percent !== undefined) this.#percent = Number(percent);
    this.#lines = [...this.#lines, line.slice(0, 600)].slice(-MOST_LINES);
  }
}
