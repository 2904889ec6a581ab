import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../provisioning/cli.ts';
import { whyNoSystemd } from '../../fakes/service-manager.ts';

const missing = whyNoSystemd();
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'motif-root-'));
  await mkdir(join(root, 'etc'));
});
afterEach(() => rm(root, { recursive: true }));

async function motif(...argv: string[]): Promise<Record<string, unknown>> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    expect(await main([...argv, '--root', root, '--json'])).toBe(0);
    return JSON.parse(String(out.mock.calls.at(-1)?.[0]));
  } finally {
    out.mockRestore();
  }
}

const files = async () =>
  (await readdir(join(root, 'etc'), { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => /motif/.test(path))
    .sort();

function exposure(unit: string): number {
  const said = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', unit], {
    encoding: 'utf8',
  });
  return Number(/exposure level.*?: ([\d.]+)/.exec(said)?.[1]);
}

describe.skipIf(missing !== null)(`motif install ${missing ?? ''}`, { timeout: 120_000 }, () => {
  it('writes units, users and policy, enables them, and changes nothing the second time', async () => {
    const first = await motif('install', '--port', '8090');
    expect(first.running).toBe(false);
    const written = await files();
    expect(written).toContain('/etc/systemd/system/multi-user.target.wants/motif.service');
    expect(written).toContain('/etc/systemd/system/graphical.target.wants/motif-kiosk.service');
    expect(await readFile(join(root, 'etc/passwd'), 'utf8')).toMatch(/^motif-kiosk:/m);
    const texts = await Promise.all(
      (first.changed as string[]).map((path) => readFile(join(root, path), 'utf8')),
    );
    for (const text of texts) expect(text).not.toMatch(/@[A-Z_]+@/);
    expect(texts.join()).toContain('http://localhost:8090/');
    expect(texts.join()).toContain('<port>8091</port>');
    expect(await motif('install', '--port', '8090')).toMatchObject({ changed: [] });
    expect(await files()).toEqual(written);
  });

  it('repairs what was changed by hand, and leaves no trace after uninstall but settings', async () => {
    await motif('install');
    await mkdir(join(root, 'etc/motif'));
    await writeFile(join(root, 'etc/motif/motif.env'), 'MOTIF_LOG=debug\n');
    const unit = '/etc/systemd/system/motif.service';
    await writeFile(join(root, unit), '[Service]\nExecStart=/bin/false\n');
    expect(await motif('install')).toMatchObject({ changed: [unit] });
    await motif('uninstall');
    expect(await files()).toEqual(['/etc/motif/motif.env']);
    expect(await motif('uninstall')).toEqual({ removed: [] });
  });

  it('without a screen installs the server only', async () => {
    await motif('install', '--no-screen');
    expect((await files()).filter((path) => /kiosk|policies/.test(path))).toEqual([]);
  });

  it('exposes the server to no more than 1.5, which the same unit without its locks fails', async () => {
    await motif('install');
    const unit = join(root, 'etc/systemd/system/motif.service');
    expect(exposure(unit)).toBeLessThanOrEqual(1.5);
    const text = await readFile(unit, 'utf8');
    await writeFile(unit, text.replace(/^(Protect|Restrict|Private|SystemCall|NoNew|Capab).*\n/gm, ''));
    expect(exposure(unit)).toBeGreaterThan(4);
  });

  it('has units that systemd understands to the last line', async () => {
    await motif('install');
    const dir = join(root, 'etc/systemd/system');
    const units = (await readdir(dir)).filter((name) => name.endsWith('.service'));
    for (const name of units) {
      // The browser need not be installed here; every unit starts a program that is.
      const text = (await readFile(join(dir, name), 'utf8')).replace('/usr/bin/cage', process.execPath);
      await writeFile(join(dir, name), text);
    }
    const said = execFileSync(
      'sh',
      [
        '-c',
        'systemd-analyze verify --man=no "$@" 2>&1 || true',
        'sh',
        ...units.map((name) => join(dir, name)),
      ],
      { encoding: 'utf8' },
    );
    expect(said.split('\n').filter((line) => line.includes('motif'))).toEqual([]);
  });
});
