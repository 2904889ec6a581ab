import { Command, CommanderError } from 'commander';
import { BuildError, CheckpointError } from '../engine-build/errors.ts';
import { MotifError } from '../runtime/errors.ts';
import { benchCommand } from './commands/bench.ts';
import { exportOnnxCommand } from './commands/export-onnx.ts';
import { generateCommand } from './commands/generate.ts';
import { provisionCommand } from './commands/provision.ts';
import { serveCommand } from './commands/serve.ts';

/** Exit codes: 0 success, 1 the machine failed, 2 the request was wrong, 130 cancelled. */
const EXIT = { failure: 1, usage: 2, aborted: 130 } as const;

/**
 * Runs one `motif` command.
 *
 * @param argv arguments after the program's name
 * @returns the exit code; every failure has printed one sentence on stderr
 */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error);
  }
}

function program(): Command {
  const motif = new Command('motif')
    .description('Draws designs from words on this machine, for a shop kiosk.')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  const commands = [
    generateCommand(),
    provisionCommand(),
    exportOnnxCommand(),
    serveCommand(),
    benchCommand(),
  ];
  for (const command of commands) motif.addCommand(command.copyInheritedSettings(motif));
  return motif;
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    console.error(`${error.message.replace(/^error: /, '')} See "motif --help".`);
    return EXIT.usage;
  }
  if (error instanceof MotifError || error instanceof CheckpointError || error instanceof BuildError) {
    console.error(error.message);
    if (error.code === 'aborted') return EXIT.aborted;
    return error.name === 'InputError' || error.name === 'CheckpointError' ? EXIT.usage : EXIT.failure;
  }
  console.error(unexpected(error));
  return EXIT.failure;
}

/** Failures nobody foresaw keep their stack: they are for the person who will fix them. */
function unexpected(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Expected the command to finish but it failed unexpectedly; please report this: ${detail}`;
}
