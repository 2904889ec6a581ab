/** Who had what done to the engines, and what came of it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeAdmin, fakeAdmin } from '../../../fakes/fake-admin.ts';
import { FakeDesk } from '../../../fakes/fake-desk.ts';

let desk: FakeDesk;
let panel: FakeAdmin;
let cookie: string;
beforeEach(async () => {
  desk = new FakeDesk();
  panel = await fakeAdmin({ desk });
  cookie = await panel.setUp();
});
afterEach(() => panel.close());

const KEY = 'abcdef0123456789'.repeat(4);

/** Newest first. */
async function acts(): Promise<readonly unknown[]> {
  const entries = await panel.audit.latest(9);
  return entries
    .filter(({ act }) => act.startsWith('engine'))
    .map(({ role, act, about }) => [role, act, about]);
}
const build = (precision: string) =>
  panel.ask('/api/engines/build', { method: 'POST', body: { precision }, cookie });

it('an examination is written down with what it found', async () => {
  await panel.ask('/api/engines/examination', { method: 'POST', cookie });
  desk.report = { ...desk.report, problems: ['Expected a file.', 'Expected another.'] };
  await panel.ask('/api/engines/examination', { method: 'POST', cookie });
  expect(await acts()).toEqual([
    ['technician', 'engine-examination', 'Expected a file. Expected another.'],
    ['technician', 'engine-examination', 'no problem'],
  ]);
});

it('a build is written down when it begins and with its end, by whoever asked, long after the answer', async () => {
  expect((await build('int8')).status).toBe(202);
  expect(await acts()).toEqual([['technician', 'engine-build', 'int8']]);
  await panel.ask('/api/session', { method: 'DELETE', cookie });
  desk.end('done', KEY);
  await expect.poll(acts).toEqual([
    ['technician', 'engine-build-done', `int8 ${KEY.slice(0, 16)}`],
    ['technician', 'engine-build', 'int8'],
  ]);
});

it('a build that fails or is cancelled is written down as that, one that is refused not at all', async () => {
  await build('fp32');
  expect((await build('int8')).status).toBe(409);
  desk.end('failed');
  await expect.poll(acts).toContainEqual(['technician', 'engine-build-failed', 'fp32']);
  await build('int8');
  await panel.ask('/api/engines/build', { method: 'DELETE', cookie });
  await expect.poll(acts).toContainEqual(['technician', 'engine-build-cancelled', 'int8']);
  expect(await acts()).toHaveLength(5);
});
