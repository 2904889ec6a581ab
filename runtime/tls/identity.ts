import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { isIP } from 'node:net';
import { dirname, join } from 'node:path';
import { asidePath, writeWhole } from '../store/atomic-write.ts';
import { readTextOrNull } from '../store/read-text.ts';

/** A certificate and its private key, both as PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** In a folder of its own, which no backup and no support bundle holds. */
export function identityPath(dataDir: string, whose: 'authority' | 'server'): string {
  return join(dataDir, 'tls', `${whose}.pem`);
}

const BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g;

/** Null where there is none, or none whose key and certificate belong together. */
export async function readIdentity(path: string): Promise<Identity | null> {
  const blocks = [...((await readTextOrNull(path)) ?? '').matchAll(BLOCK)];
  const block = (kind: string) => blocks.find(([, found]) => found === kind)?.[0];
  const [certificate, key] = [block('CERTIFICATE'), block('PRIVATE KEY')];
  if (certificate === undefined || key === undefined) return null;
  try {
    const isPair = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
    return isPair ? { certificate, key } : null;
  } catch {
    return null;
  }
}

/** Both in one file, so that no power cut can part them; for this user alone. */
export async function writeIdentity(path: string, { certificate, key }: Identity): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rm(asidePath(path), { force: true });
  await writeWhole(path, `${certificate.trimEnd()}\n${key.trimEnd()}\n`, 0o600);
}

/** Names and addresses that a certificate is for. */
export function namesIn({ certificate }: Identity): readonly string[] {
  const { subjectAltName = '' } = new X509Certificate(certificate);
  return subjectAltName
    .split(', ')
    .map((entry) => entry.replace(/^(DNS|IP Address):/, ''))
    .map((name) => (isIP(name) === 6 ? plainAddress(name) : name.toLowerCase()));
}

/** An IPv6 address in its one canonical form. */
export function plainAddress(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
