import { resolve } from 'node:path';
import { Command } from 'commander';
import { examine } from '../doctor/examine.ts';
import { explain } from '../doctor/explain.ts';
import { defaultDataDir, printResult, STARTER_MODEL, withCommonOptions } from '../options.ts';

interface DoctorOptions {
  readonly model: string;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif doctor`: says what this machine is, whether it can draw, and what to do where it cannot. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('explain the state of this machine and its engines; changes nothing')
    .option('--model <dir>', 'diffusers folder to estimate a build for', STARTER_MODEL)
    .action(async (options: DoctorOptions) => {
      await run(options);
    });
  return withCommonOptions(command);
}

async function run({ model, json, data }: DoctorOptions): Promise<void> {
  const found = await examine(resolve(model), resolve(data ?? defaultDataDir()));
  const { facts, problems } = explain(found);
  const verdict = problems.length === 0 ? ['', 'All is well.'] : ['', ...problems.map((line) => `! ${line}`)];
  printResult(json, { healthy: problems.length === 0, facts, problems, ...found }, [...facts, ...verdict]);
}
