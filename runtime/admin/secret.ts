import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits for a cookie or a token, safe in headers. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: who reads the file cannot use it. Not for passwords, which need a slow hash. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in a time that tells nothing. */
export function matches(secret: string, kept: string): boolean {
  return timingSafeEqual(Buffer.from(fingerprint(secret)), Buffer.from(kept.padEnd(64).slice(0, 64)));
}
