import { Hono } from 'hono';
import { z } from 'zod';
import { passwordSchema, roleSchema } from '../../admin/accounts.ts';
import { type AuditLog, WRONG_PASSWORD } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, addressOf, deviceOf, giveCookies, needs, noteAct, sessionOf } from './admission.ts';
import { checkedBody } from './checked-body.ts';

export const signInSchema = z.strictObject({ role: roleSchema, password: z.string().min(1).max(128) });
export const setUpSchema = z.strictObject({
  code: z.string().max(40),
  staff: passwordSchema,
  technician: passwordSchema,
});

export const changeSchema = z.strictObject({
  role: roleSchema,
  password: passwordSchema,
  /** The technician's own, typed once more. */
  own: z.string().min(1).max(128),
});

/** Whether someone is signed in, or nobody can be yet. */
export type SessionView =
  | { readonly state: 'set-up' | 'signed-out' }
  | { readonly state: 'signed-in'; readonly role: 'staff' | 'technician' };

/** Signing in and out, and setting the passwords with the code from the console. */
export function sessionRoutes(doorkeeper: Doorkeeper, audit: AuditLog) {
  return new Hono<AdminEnv>()
    .get('/session', (c) => c.json(viewOf(doorkeeper, sessionOf(c))))
    .post('/session', requireJson, checkedBody('a role and a password', signInSchema), async (c) => {
      const { role, password } = c.req.valid('json');
      const address = addressOf(c);
      const attempt = { role: null, address, act: WRONG_PASSWORD, about: role };
      const signedIn = doorkeeper.signIn(role, password, deviceOf(c));
      giveCookies(c, await notingWrong(audit, attempt, signedIn));
      audit.note({ role, address, act: 'sign-in', about: null });
      return c.json({ state: 'signed-in', role } satisfies SessionView);
    })
    .delete('/session', needs('staff', doorkeeper), async (c) => {
      await doorkeeper.signOut(sessionOf(c));
      noteAct(audit, c, 'sign-out');
      return c.json({ state: 'signed-out' } satisfies SessionView);
    })
    .delete('/sessions', needs('technician', doorkeeper), async (c) => {
      await doorkeeper.signOutEverybody();
      noteAct(audit, c, 'sign-out-everybody');
      return c.json({ state: 'signed-out' } satisfies SessionView);
    })
    .put(
      '/password',
      needs('technician', doorkeeper),
      requireJson,
      checkedBody('a role, its new password and your own', changeSchema),
      async (c) => {
        const { role, password, own } = c.req.valid('json');
        const changed = doorkeeper.changePassword(role, password, own, deviceOf(c));
        // Somebody at a panel that was left open tries passwords, too.
        const attempt = { act: WRONG_PASSWORD, role: 'technician', about: 'technician' } as const;
        giveCookies(c, await notingWrong(audit, { ...attempt, address: addressOf(c) }, changed));
        noteAct(audit, c, 'change-password', role);
        return c.json({ state: 'signed-in', role: 'technician' } satisfies SessionView);
      },
    )
    .post('/set-up', requireJson, checkedBody('a code and two passwords', setUpSchema), async (c) => {
      const { code, ...passwords } = c.req.valid('json');
      giveCookies(c, await doorkeeper.setPasswords(code, passwords));
      audit.note({ role: null, address: addressOf(c), act: 'set-passwords', about: null });
      return c.json({ state: 'signed-in', role: 'technician' } satisfies SessionView);
    });
}

function viewOf(doorkeeper: Doorkeeper, session: string | undefined): SessionView {
  const role = doorkeeper.roleOf(session);
  if (role !== null) return { state: 'signed-in', role };
  return { state: doorkeeper.isSetUp ? 'signed-out' : 'set-up' };
}

/** Notes an attempt whose password was tested and is wrong. */
async function notingWrong<T>(
  audit: AuditLog,
  attempt: Parameters<AuditLog['note']>[0],
  result: Promise<T>,
): Promise<T> {
  try {
    return await result;
  } catch (refusal) {
    if (isTested(refusal)) audit.note(attempt);
    throw refusal;
  }
}

/** A flood that is refused untested must not fill the log. */
function isTested(refusal: unknown): boolean {
  return refusal instanceof Error && 'code' in refusal && refusal.code === 'wrong-password';
}
