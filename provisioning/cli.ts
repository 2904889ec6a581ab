import { Command, CommanderError } from 'commander';
import { TensorRtError } from '../device/tensorrt/errors.ts';
import { BuildError, CheckpointError } from '../engine-build/errors.ts';
import { MotifError } from '../runtime/errors.ts';

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
    const motif = await program(argv[0]);
    await motif.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error);
  }
}

/** Loaded when asked for: the server's process must not carry the inference library of the others. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  generate: async () => (await import('./commands/generate.ts')).generateCommand(),
  provision: async () => (await import('./commands/provision.ts')).provisionCommand(),
  'export-onnx': async () => (await import('./commands/export-onnx.ts')).exportOnnxCommand(),
  pack: async () => (await import('./commands/pack.ts')).packCommand(),
  gate: async () => (await import('./commands/gate.ts')).gateCommand(),
  calibrate: async () => (await import('./commands/calibrate.ts')).calibrateCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  install: async () => (await import('./commands/install.ts')).installCommand(),
  uninstall: async () => (await import('./commands/install.ts')).uninstallCommand(),
  admin: async () => (await import('./commands/admin.ts')).adminCommand(),
  bench: async () => (await import('./commands/bench.ts')).benchCommand(),
};

async function program(asked: string | undefined): Promise<Command> {
  const motif = new Command('motif')
    .description('Draws designs from words on this machine, for a shop kiosk.')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  const loaders = asked !== undefined && asked in COMMANDS ? { [asked]: COMMANDS[asked] } : COMMANDS;
  for (const load of Object.values(loaders)) {
    if (load) motif.addCommand(inherit(await load(), motif));
  }
  return motif;
}

/** Subcommands, too, must not end the process by themselves: their failures would have another exit code. */
function inherit(command: Command, from: Command): Command {
  command.copyInheritedSettings(from);
  for (const subcommand of command.commands) inherit(subcommand, command);
  return command;
}

/** What the caller can mend by asking differently. */
const USAGE_CODES: readonly string[] = ['bad-size', 'bad-option', 'wrong-target'];

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    console.error(usageSentence(error));
    return EXIT.usage;
  }
  if (isForPeople(error)) {
    console.error(error.message);
    if (error.code === 'aborted') return EXIT.aborted;
    const asked =
      error.name === 'InputError' || error.name === 'CheckpointError' || USAGE_CODES.includes(error.code);
    return asked ? EXIT.usage : EXIT.failure;
  }
  console.error(unexpected(error));
  return EXIT.failure;
}

function usageSentence({ code, message }: CommanderError): string {
  if (code === 'commander.help')
    return 'Expected a command but received none. Give one of those listed above.';
  return `${message.replace(/^error: /, '').replace(/\.?$/, '.')} See "motif --help".`;
}

/** Its message is a sentence that says what to do. */
function isForPeople(error: unknown): error is MotifError | CheckpointError | BuildError | TensorRtError {
  const kinds = [MotifError, CheckpointError, BuildError, TensorRtError];
  return kinds.some((kind) => error instanceof kind);
}

/** Failures nobody foresaw keep their stack: they are for the person who will fix them. */
function unexpected(error: unknown): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Expected the command to finish but it failed unexpectedly; please report this: ${detail}`;
}
