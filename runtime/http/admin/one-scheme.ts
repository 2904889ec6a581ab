import type { MiddlewareHandler } from 'hono';
import { MotifError } from '../../errors.ts';
import { schemeOf } from '../guard.ts';

/**
 * Serves by HTTPS only while TLS is on, and by HTTP only while it is off. Looking is sent to the other address, not for good,
 * since TLS may be turned off again; whatever else came the wrong way is refused with a sentence. Stands behind the
 * guard, so that nobody is sent to a foreign host.
 */
export function oneScheme(isTlsOn: () => boolean): MiddlewareHandler {
  return async (c, next) => {
    const wanted = isTlsOn() ? 'https' : 'http';
    const came = schemeOf(c);
    if (came === wanted) return next();
    const { method, url } = c.req;
    if (method !== 'GET' && method !== 'HEAD') throw wrongScheme(wanted);
    return c.redirect(`${wanted}${url.slice(came.length)}`, 307);
  };
}

function wrongScheme(wanted: 'http' | 'https'): MotifError {
  return new MotifError(
    'wrong-scheme',
    `Expected a request by ${wanted.toUpperCase()}. Open the panel at the address that begins with ${wanted}://.`,
    {
      customer: {
        zh: `请用以 ${wanted}:// 开头的地址打开本页面。`,
        en: `Please open this page at the address that begins with ${wanted}://.`,
      },
    },
  );
}
