import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Role } from '../../admin/accounts.ts';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Admission, Doorkeeper } from '../../admin/doorkeeper.ts';
import { MotifError } from '../../errors.ts';
import { schemeOf } from '../guard.ts';

const SESSION = 'motif_session';
const DEVICE = 'motif_device';
const DEVICE_SECONDS = 180 * 86_400;
/** Never sent with another site's requests. */
const COOKIE = { httpOnly: true, sameSite: 'Strict', path: '/' } as const;
/**
 * With TLS they are Secure and have names of their own (`__Host-`), which no plain page can set; without it a
 * browser would drop them.
 */
const SECURE = { ...COOKIE, secure: true, prefix: 'host' } as const;

/** What routes know of a request once it has been let in. */
export interface AdminEnv {
  Variables: { role: Role };
}

export const sessionOf = (c: Context) => cookieOf(c, SESSION);
/** A browser that was known before TLS was turned on is known still. */
export const deviceOf = (c: Context) => cookieOf(c, DEVICE) ?? getCookie(c, DEVICE);

const cookieOf = (c: Context, name: string) =>
  schemeOf(c) === 'https' ? getCookie(c, name, 'host') : getCookie(c, name);

export function giveCookies(c: Context, { session, device }: Admission): void {
  const kind = schemeOf(c) === 'https' ? SECURE : COOKIE;
  setCookie(c, SESSION, session, kind);
  setCookie(c, DEVICE, device, { ...kind, maxAge: DEVICE_SECONDS });
}

/** The client's address; where there is no socket, as in tests, unknown. */
export function addressOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Lets only those in who are signed in with the role; a technician may do all that staff may. */
export function needs(role: Role, doorkeeper: Doorkeeper): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const held = doorkeeper.roleOf(sessionOf(c));
    if (held === null) throw signedOut();
    if (role === 'technician' && held !== 'technician') throw roleNeeded();
    c.set('role', held);
    await next();
  };
}

/** Writes down who did what. */
export function noteAct(
  audit: AuditLog,
  c: Context<AdminEnv>,
  act: string,
  about: string | null = null,
): void {
  audit.note({ role: c.get('role') ?? null, address: addressOf(c), act, about });
}

function signedOut(): MotifError {
  return new MotifError(
    'signed-out',
    'Expected a request of someone signed in but received one of nobody. Sign in.',
  );
}

function roleNeeded(): MotifError {
  return new MotifError(
    'role-needed',
    'Expected a technician but received a request of staff. Sign in as technician.',
  );
}
