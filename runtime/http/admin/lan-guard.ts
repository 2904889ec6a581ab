import type { MiddlewareHandler } from 'hono';
import { MotifError } from '../../errors.ts';
import { checkSource, isLoopbackHost, nameInHost, quoted } from '../guard.ts';
import { ownAddresses, ownHostNames } from './own-names.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The guard of the admin panel: like the kiosk's, for the names and addresses that this machine has on its
 * network. A change needs an Origin, which every browser sends with one.
 *
 * @param names further host names that the shop's network gives this machine
 */
export function lanGuard(names: readonly string[]): MiddlewareHandler {
  const own = new Set(ownHostNames(names));
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase();
    if (host === undefined || !(isLoopbackHost(host) || isOwn(host, own))) throw foreignHost(host);
    checkSource(c, host);
    if (!SAFE_METHODS.has(c.req.method) && c.req.header('origin') === undefined) throw noOrigin();
    await next();
  };
}

function isOwn(host: string, names: ReadonlySet<string>): boolean {
  const name = nameInHost(host);
  return name !== null && (names.has(name) || ownAddresses().includes(name));
}

function foreignHost(host: string | undefined): MotifError {
  return new MotifError(
    'foreign-host',
    `Expected the Host header to name this machine by its address or host name but received ${quoted(host)}. ` +
      'Open the panel at the address that the console shows, or add the name with --admin-names.',
  );
}

function noOrigin(): MotifError {
  return new MotifError(
    'foreign-origin',
    "Expected a change to come from this panel's own page but received one without an Origin header. " +
      'Use the page that this server serves.',
  );
}
