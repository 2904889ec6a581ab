import { resolve } from 'node:path';
import { Command } from 'commander';
import { issueCode } from '../../runtime/admin/one-time-code.ts';
import { InputError } from '../../runtime/errors.ts';
import { chooseTls, tlsStatus } from '../../runtime/tls/tls-choice.ts';
import { defaultDataDir, printResult, withCommonOptions } from '../options.ts';

interface CommonOptions {
  readonly json: boolean;
  readonly data?: string;
}

/** `motif admin`: what only whoever has the machine's console may do. */
export function adminCommand(): Command {
  const reset = new Command('reset-password')
    .description('make a one-time code with which the passwords of the admin panel are set anew')
    .action(async (options: CommonOptions) => {
      const code = await issueCode(resolve(options.data ?? defaultDataDir()));
      printResult(options.json, { code }, [
        `One-time code: ${code}`,
        'Open the admin panel, choose "Use a one-time code" and set new passwords. The code lasts 24 hours.',
      ]);
    });
  const tls = new Command('tls')
    .description('HTTPS of the admin panel: "on" or "off", taken up by a running server within seconds')
    .argument('<what>', 'on, off or status')
    .action(async (what: string, options: CommonOptions) => {
      checkTlsWord(what);
      const dataDir = resolve(options.data ?? defaultDataDir());
      if (what !== 'status') await chooseTls(dataDir, what === 'on');
      const told = await tlsStatus(dataDir);
      printResult(options.json, told, tlsSentences(told));
    });
  return new Command('admin')
    .description('look after the admin panel from the console')
    .addCommand(withCommonOptions(reset))
    .addCommand(withCommonOptions(tls));
}

function checkTlsWord(what: string): void {
  if (['on', 'off', 'status'].includes(what)) return;
  throw new InputError(`Expected on, off or status but received "${what}". Ask for one of them.`);
}

function tlsSentences({ on, fingerprint }: Awaited<ReturnType<typeof tlsStatus>>): readonly string[] {
  return [
    `HTTPS of the admin panel is ${on ? 'on' : 'off'}.`,
    ...(fingerprint === null
      ? on
        ? ['Its certificates are made by the server; ask for the status again in a few seconds.']
        : []
      : [`SHA-256 fingerprint of its private authority: ${fingerprint}`]),
  ];
}
