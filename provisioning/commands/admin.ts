import { resolve } from 'node:path';
import { Command } from 'commander';
import { issueCode } from '../../runtime/admin/one-time-code.ts';
import { defaultDataDir, printResult, withCommonOptions } from '../options.ts';

/** `motif admin`: what only whoever has the machine's console may do. */
export function adminCommand(): Command {
  const reset = new Command('reset-password')
    .description('make a one-time code with which the passwords of the admin panel are set anew')
    .action(async (options: { readonly json: boolean; readonly data?: string }) => {
      const code = await issueCode(resolve(options.data ?? defaultDataDir()));
      printResult(options.json, { code }, [
        `One-time code: ${code}`,
        'Open the admin panel, choose "Use a one-time code" and set new passwords. The code lasts 24 hours.',
      ]);
    });
  return new Command('admin')
    .description('look after the admin panel from the console')
    .addCommand(withCommonOptions(reset));
}
