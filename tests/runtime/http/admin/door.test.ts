import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issueCode } from '../../../../runtime/admin/one-time-code.ts';
import { cookiesOf, type FakeAdmin, fakeAdmin, PASSWORDS } from '../../../fakes/fake-admin.ts';

const HOUR = 3_600_000;

let clock: number;
let panel: FakeAdmin;
beforeEach(async () => {
  clock = Date.now();
  panel = await fakeAdmin({}, () => clock);
});
afterEach(() => panel.close());

const stateOf = async (cookie?: string) =>
  (await panel.ask('/api/session', cookie === undefined ? {} : { cookie })).json();
const setUpWith = (code: string, passwords = PASSWORDS) =>
  panel.ask('/api/set-up', { method: 'POST', body: { code, ...passwords } });

describe('the first start', () => {
  it('has no password at all', async () => {
    expect(await stateOf()).toEqual({ state: 'set-up' });
    for (const password of ['admin', 'motif', '0000', 'password']) {
      expect((await panel.signIn('technician', password)).status).toBe(409);
    }
  });

  it('sets passwords with the code from the console, once, however it is typed', async () => {
    const code = await issueCode(panel.dir);
    expect((await setUpWith('AAAAA-AAAAA')).status).toBe(401);
    const answer = await setUpWith(` ${code.toLowerCase().replace('-', ' ')} `);
    expect(await answer.json()).toEqual({ state: 'signed-in', role: 'technician' });
    expect(await stateOf(cookiesOf(answer))).toEqual({ state: 'signed-in', role: 'technician' });
    expect((await setUpWith(code)).status).toBe(401);
  });

  it('makes a different code each time, and only the last one counts', async () => {
    const [first, second] = [await issueCode(panel.dir), await issueCode(panel.dir)];
    expect(first).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
    expect(first).not.toBe(second);
    expect((await setUpWith(first)).status).toBe(401);
    expect((await setUpWith(second)).status).toBe(200);
  });

  it('refuses a code after a day', async () => {
    const code = await issueCode(panel.dir, Date.now() - 25 * HOUR);
    expect((await setUpWith(code)).status).toBe(401);
  });

  it('lets only one of many in who use the code at the same moment', async () => {
    const code = await issueCode(panel.dir);
    const answers = await Promise.all(Array.from({ length: 5 }, () => setUpWith(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
  });

  it.each([
    ['too short', { ...PASSWORDS, staff: 'seven77' }],
    ['among the most common', { ...PASSWORDS, staff: '123456789' }],
    ['the same for both', { staff: PASSWORDS.staff, technician: PASSWORDS.staff }],
    ['too long to be one', { ...PASSWORDS, staff: 'x'.repeat(129) }],
  ])('refuses passwords that are %s, and the code stays good', async (_, passwords) => {
    const code = await issueCode(panel.dir);
    const answer = await setUpWith(code, passwords);
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain(passwords.staff);
    expect((await setUpWith(code)).status).toBe(200);
  });
});

describe('a password', () => {
  it('is kept as argon2id with 19 MiB and two passes, and nothing else of it', async () => {
    await panel.setUp();
    const text = await readFile(join(panel.dir, 'admin', 'accounts.json'), 'utf8');
    expect(text.match(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/g)).toHaveLength(2);
    for (const password of Object.values(PASSWORDS)) expect(text).not.toContain(password);
  });

  it('signs in its own role only', async () => {
    await panel.setUp();
    expect((await panel.signIn('staff')).status).toBe(200);
    expect((await panel.signIn('technician', PASSWORDS.staff)).status).toBe(401);
  });

  it('gives cookies that scripts and other sites do not get', async () => {
    await panel.setUp();
    const cookies = (await panel.signIn('staff')).headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/=[\w-]{43};.*HttpOnly; SameSite=Strict/);
  });
});

describe('a change of password', () => {
  const change = (cookie: string, own: string, password = 'a new lantern 8') =>
    panel.ask('/api/password', { method: 'PUT', cookie, body: { role: 'staff', password, own } });

  it('is for a technician who types their own once more, and signs everybody else out', async () => {
    const technician = await panel.setUp();
    const staff = cookiesOf(await panel.signIn('staff'));
    expect((await change(staff, PASSWORDS.staff)).status).toBe(403);
    expect((await panel.ask('/api/password', { method: 'PUT', body: {} })).status).toBe(401);
    expect((await change(technician, 'not mine')).status).toBe(401);
    const changed = await change(technician, PASSWORDS.technician);
    expect(changed.status).toBe(200);
    expect(await stateOf(staff)).toEqual({ state: 'signed-out' });
    expect(await stateOf(technician)).toEqual({ state: 'signed-out' });
    expect(await stateOf(cookiesOf(changed))).toEqual({ state: 'signed-in', role: 'technician' });
    expect((await panel.signIn('staff')).status).toBe(401);
    expect((await panel.signIn('staff', 'a new lantern 8')).status).toBe(200);
  });

  it('with a wrong password of their own is written down as an attempt', async () => {
    const technician = await panel.setUp();
    await change(technician, 'not mine');
    const attempt = { act: 'wrong-password', role: 'technician', about: 'technician' };
    expect(await panel.audit.latest(1)).toContainEqual(expect.objectContaining(attempt));
  });

  it('never makes both the same', async () => {
    const technician = await panel.setUp();
    const same = await change(technician, PASSWORDS.technician, PASSWORDS.technician);
    expect(same.status).toBe(400);
    expect((await panel.signIn('staff')).status).toBe(200);
  });
});

describe('too many wrong passwords', () => {
  const guess = (cookie?: string) => panel.signIn('technician', `wrong ${Math.random()}`, cookie);

  it('are refused untested, and say when to come back', async () => {
    await panel.setUp();
    for (let i = 0; i < 8; i++) expect((await guess()).status).toBe(401);
    const refused = await panel.signIn('technician');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
  });

  it('are tested no more often when they come all at once', async () => {
    await panel.setUp();
    const answers = await Promise.all(Array.from({ length: 200 }, () => guess()));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(8);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(192);
  });

  it('do not keep the owner out, who has a browser that is known or the console', async () => {
    const owner = cookiesOf(await panel.signIn('technician', PASSWORDS.technician, await panel.setUp()));
    for (let i = 0; i < 20; i++) await guess();
    expect((await panel.signIn('technician', PASSWORDS.technician, owner)).status).toBe(200);
    expect((await setUpWith(await issueCode(panel.dir))).status).toBe(200);
  });

  it('write a line only when one was tested', async () => {
    await panel.setUp();
    for (let i = 0; i < 30; i++) await guess();
    const acts = (await panel.audit.latest(100)).map(({ act }) => act);
    expect(acts.filter((act) => act === 'wrong-password')).toHaveLength(8);
  });
});

describe('a session', () => {
  it('ends when signed out, on the server too', async () => {
    const cookie = await panel.setUp();
    expect((await panel.ask('/api/session', { method: 'DELETE', cookie })).status).toBe(200);
    expect(await stateOf(cookie)).toEqual({ state: 'signed-out' });
  });

  it('of a technician ends after half an hour without a request', async () => {
    const cookie = await panel.setUp();
    clock += 29 * 60_000;
    expect(await stateOf(cookie)).toMatchObject({ state: 'signed-in' });
    clock += 31 * 60_000;
    expect(await stateOf(cookie)).toEqual({ state: 'signed-out' });
  });

  it('ends after twelve hours however busy', async () => {
    await panel.setUp();
    const cookie = cookiesOf(await panel.signIn('staff'));
    for (let hour = 0; hour < 13; hour++) {
      clock += HOUR;
      await stateOf(cookie);
    }
    expect(await stateOf(cookie)).toEqual({ state: 'signed-out' });
  });

  it('of everybody ends when the passwords are set anew', async () => {
    const before = await panel.setUp();
    expect((await setUpWith(await issueCode(panel.dir))).status).toBe(200);
    expect(await stateOf(before)).toEqual({ state: 'signed-out' });
  });
});

describe('signing everybody out', () => {
  const out = (cookie: string) => panel.ask('/api/sessions', { method: 'DELETE', cookie });

  it('is for a technician, and ends every session', async () => {
    const technician = await panel.setUp();
    const staff = cookiesOf(await panel.signIn('staff'));
    expect((await panel.ask('/api/sessions', { method: 'DELETE' })).status).toBe(401);
    expect((await out(staff)).status).toBe(403);
    expect(await (await out(technician)).json()).toEqual({ state: 'signed-out' });
    for (const cookie of [staff, technician]) expect(await stateOf(cookie)).toEqual({ state: 'signed-out' });
  });
});
