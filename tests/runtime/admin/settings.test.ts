import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KEPT } from '../../../runtime/admin/retention.ts';
import { openSettings, settingsSchema } from '../../../runtime/admin/settings.ts';

const OLD = {
  shopName: { zh: '春山', en: 'Spring Hill' },
  language: 'en',
  screenInches: 32,
  idleSeconds: 60,
  staffRelease: true,
  pause: null,
};

it('keeps a shop’s settings from before it could have a printer', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'motif-settings-'));
  const sha256 = createHash('sha256').update(JSON.stringify(OLD)).digest('hex');
  await writeFile(join(dir, 'settings.json'), JSON.stringify({ version: 1, sha256, data: OLD }));
  const settings = await openSettings(dir);
  expect(settings.data).toEqual({ ...OLD, printer: null, retention: KEPT });
  expect(settings.setAside).toEqual([]);
  await rm(dir, { recursive: true });
});

it.each([
  [15, 30],
  [90, 90],
  [900, 300],
])('keeps a patience of %i s within what the kiosk allows: %i s', async (idleSeconds, kept) => {
  const dir = await mkdtemp(join(tmpdir(), 'motif-settings-'));
  const data = { ...OLD, printer: null, idleSeconds };
  const sha256 = createHash('sha256').update(JSON.stringify(data)).digest('hex');
  await writeFile(join(dir, 'settings.json'), JSON.stringify({ version: 2, sha256, data }));
  const settings = await openSettings(dir);
  expect(settings.data.idleSeconds).toBe(kept);
  expect(settingsSchema.safeParse(settings.data).success).toBe(true);
  await rm(dir, { recursive: true });
});

it.each(['printer', 'http://localhost/printers/a', 'file:///etc/passwd', ''])(
  'refuses %j as a printer',
  (printer) => {
    expect(settingsSchema.safeParse({ ...OLD, retention: KEPT, printer }).success).toBe(false);
  },
);
