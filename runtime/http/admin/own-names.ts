import { hostname, networkInterfaces } from 'node:os';

/** In lower case, as the shop's network knows this machine. @param further host names beside its own */
export function ownHostNames(further: readonly string[]): readonly string[] {
  return [hostname(), `${hostname()}.local`, ...further].map((name) => name.toLowerCase());
}

/** As they are written in a Host header. */
export function ownAddresses(): readonly string[] {
  return addresses().map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}

/**
 * What a certificate of this machine is for. Link-local addresses of IPv6 are none of it: browsers cannot open
 * them.
 */
export function certifiedNames(further: readonly string[]): readonly string[] {
  const reached = addresses().map(({ address }) => address.toLowerCase());
  const names = [...ownHostNames(further), 'localhost', '127.0.0.1', '::1', ...reached];
  return [...new Set(names)].filter((name) => !name.startsWith('fe80:'));
}

/** Read each time: a router may give a new one at any moment. */
function addresses() {
  return Object.values(networkInterfaces()).flatMap((found) => found ?? []);
}
