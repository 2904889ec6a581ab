import type { Context, MiddlewareHandler } from 'hono';
import { MotifError } from '../errors.ts';

/** Names under which only this machine reaches itself. */
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/;
const SAFE_SITES: ReadonlySet<string> = new Set(['same-origin', 'none']);

/**
 * Refuses every request that a page from elsewhere could have sent: a name that is not this machine's own
 * (DNS rebinding), or an origin other than the host it asks. Looks at headers only, so that no route,
 * static files included, is reached unguarded.
 */
export const guard: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host')?.toLowerCase();
  if (host === undefined || !isLoopbackHost(host)) {
    throw new MotifError(
      'foreign-host',
      `Expected the Host header to name this machine (localhost, 127.0.0.1 or [::1]) but received ${quoted(host)}. ` +
        'Open the page under one of these names.',
    );
  }
  checkSource(c, host);
  await next();
};

/**
 * Refuses a request that a page of another origin made.
 *
 * @param host the checked Host header in lower case
 */
export function checkSource(c: Context, host: string): void {
  checkOrigin(c.req.header('origin'), `${schemeOf(c)}://${host}`);
  checkSite(c.req.header('sec-fetch-site'), c.req.header('sec-fetch-mode'));
}

/** @param host lower case, as in the Host header, with or without a port */
export function isLoopbackHost(host: string): boolean {
  const name = nameInHost(host);
  return name !== null && LOOPBACK_NAMES.has(name);
}

/** The name or address in a Host header, without its port; null when it is none. */
export function nameInHost(host: string): string | null {
  return HOST.exec(host)?.[1] ?? null;
}

/** By which a request came. */
export function schemeOf(c: Context): 'http' | 'https' {
  return c.req.url.startsWith('https:') ? 'https' : 'http';
}

function checkOrigin(origin: string | undefined, own: string): void {
  if (origin === undefined || origin.toLowerCase() === own) return;
  throw new MotifError(
    'foreign-origin',
    `Expected a request from this machine's own page but received the origin ${quoted(origin)}. ` +
      'Use the page that this server serves.',
  );
}

/** Browsers send Sec-Fetch-Site even where they send no Origin, as for pictures; typing the address is fine. */
function checkSite(site: string | undefined, mode: string | undefined): void {
  if (site === undefined || SAFE_SITES.has(site) || mode === 'navigate') return;
  throw new MotifError(
    'foreign-origin',
    `Expected a request from this machine's own page but received one from another site (${quoted(site)}). ` +
      'Use the page that this server serves.',
  );
}

/** A header as it came, for a message. */
export function quoted(value: string | undefined): string {
  return value === undefined ? 'none' : JSON.stringify(value.slice(0, 80));
}
