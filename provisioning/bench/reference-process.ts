import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { InputError } from '../../runtime/errors.ts';

/** What the reference is asked to draw; the same fields as `motif generate`. */
export interface ReferenceRequest {
  readonly model: string;
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly steps: number;
  readonly guidance: number;
  readonly count: number;
  readonly maxSequenceLength: number;
  readonly threads: number;
}

const answerSchema = z.object({ totalMs: z.number().positive() });

/**
 * A process that draws with another implementation: it reads one JSON request a line on stdin and answers
 * each with one JSON line `{"totalMs": …}` on stdout. It loads its model before it answers the first.
 */
export class ReferenceProcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #command: string;

  constructor(command: string) {
    const [program = '', ...args] = command.split(' ').filter((word) => word !== '');
    this.#command = command;
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    // A process that cannot start closes its output, and `draw` then says so.
    this.#child.on('error', () => this.#child.stdout.destroy());
    this.#child.stdin.on('error', () => this.#child.stdout.destroy());
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** @returns milliseconds the reference took for the whole request */
  async draw(request: ReferenceRequest): Promise<number> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.#lines.next();
    if (line.done) {
      throw new InputError(
        `Expected "${this.#command}" to answer with a time but it ended. Run it by hand to see why.`,
      );
    }
    return answerSchema.parse(JSON.parse(line.value)).totalMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill();
  }
}
