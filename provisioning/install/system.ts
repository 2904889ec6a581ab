import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { MotifError } from '../../runtime/errors.ts';

const run = promisify(execFile);

/** systemd of a root folder: of this machine, or of one that is not running (an image, a test). */
export class System {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Whether units can be started here and now. */
  get running(): boolean {
    return this.#root === '/' && existsSync('/run/systemd/system');
  }

  /** Makes the users that the units name. */
  async createUsers(): Promise<void> {
    await this.#call('systemd-sysusers', [`--root=${this.#root}`, 'motif.conf']);
  }

  /** Starts units with the machine from now on; harmless where they already do. */
  async enable(units: readonly string[]): Promise<void> {
    await this.#systemctl('enable', ...units);
    await this.#reload();
  }

  /** Stops units and no longer starts them. Must come before their files go. */
  async disable(units: readonly string[]): Promise<void> {
    if (this.running) await this.#call('systemctl', ['stop', ...units, 'motif-maintenance.service']);
    await this.#systemctl('disable', ...units);
  }

  async #reload(): Promise<void> {
    if (this.running) await this.#call('systemctl', ['daemon-reload']);
  }

  async #systemctl(verb: string, ...units: readonly string[]): Promise<void> {
    await this.#call('systemctl', [`--root=${this.#root}`, '--quiet', verb, ...units]);
  }

  async #call(program: string, args: readonly string[]): Promise<void> {
    try {
      await run(program, [...args], { timeout: 60_000 });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message.trim() : String(cause);
      throw new MotifError(
        'internal',
        `Expected "${program} ${args.join(' ')}" to succeed but it failed: ${reason}. ` +
          'Mend that (is systemd installed?), then run this command again; what is done already stays.',
        { cause },
      );
    }
  }
}
