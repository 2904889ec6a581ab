import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../provisioning/cli.ts';
import { PanelTls } from '../../runtime/tls/panel-tls.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-admin-command-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(dir, { recursive: true });
});

/** @returns the exit code, and the JSON object that was printed */
async function motif(...args: readonly string[]): Promise<readonly [number, unknown]> {
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    said.push(String(line));
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const code = await main([...args, '--data', dir, '--json']);
  return [code, said.length > 0 ? JSON.parse(said.at(-1) ?? '') : null];
}

describe('motif admin tls', () => {
  it('turns HTTPS on for a server that runs, and tells the fingerprint that the server made', async () => {
    expect(await motif('admin', 'tls', 'status')).toEqual([0, { on: false, fingerprint: null }]);
    const tls = await PanelTls.open({
      dataDir: dir,
      names: () => ['localhost'],
      authorityName: 'Motif of a test',
      log: { info: () => undefined, error: (fault: unknown) => expect.unreachable(String(fault)) },
      onTurned: async () => undefined,
    });
    tls.watch(10);
    expect(await motif('admin', 'tls', 'on')).toEqual([0, { on: true, fingerprint: null }]);
    await expect.poll(() => tls.on, { timeout: 10_000 }).toBe(true);
    const { fingerprint } = tls.view.authority ?? {};
    expect(await motif('admin', 'tls', 'status')).toEqual([0, { on: true, fingerprint }]);
    expect(await motif('admin', 'tls', 'off')).toEqual([0, { on: false, fingerprint }]);
    await expect.poll(() => tls.on, { timeout: 10_000 }).toBe(false);
    await tls.close();
  });

  it('refuses anything else', async () => {
    expect((await motif('admin', 'tls', 'maybe'))[0]).toBe(2);
  });
});

describe('motif admin asked wrongly', () => {
  it.each([
    ['no subcommand', ['admin'], /^Expected a command but received none\. /],
    ['an unknown subcommand', ['admin', 'lamp'], /unknown command 'lamp'/],
    ['too few words', ['admin', 'tls'], /missing required argument 'what'/],
    ['too many words', ['admin', 'tls', 'on', 'off'], /too many arguments/],
    ['an unknown option', ['admin', 'reset-password', '--loudly'], /unknown option '--loudly'/],
  ])(
    'says %s in one sentence with the exit code of wrong requests, and lives on',
    async (_, args, sentence) => {
      vi.spyOn(process.stderr, 'write').mockImplementation(() => true); // the help that goes before
      const ended = vi
        .spyOn(process, 'exit')
        .mockImplementation((code) => expect.unreachable(`exit ${code}`));
      const said: string[] = [];
      vi.spyOn(console, 'error').mockImplementation((line) => void said.push(String(line)));
      expect(await main(args)).toBe(2);
      expect(said).toEqual([expect.stringMatching(sentence)]);
      expect(ended).not.toHaveBeenCalled();
    },
  );
});
