import 'reflect-metadata';
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Identity } from './identity.ts';
import { nameConstraints } from './name-constraints.ts';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Browsers' clocks may be behind this machine's. */
const BACKDATED_MS = DAY_MS;
const AUTHORITY_DAYS = 3650;
/** Browsers take no server certificate that is valid for more than 398 days. */
const SERVER_DAYS = 397;

const NAME_CONSTRAINTS = '2.5.29.30';

/**
 * A new private authority, valid for ten years.
 *
 * @param name as devices list it
 * @param names host names that it may vouch for, beside addresses of private networks; no others
 */
export async function issueAuthority(name: string, names: readonly string[], now: number): Promise<Identity> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    ...validity(now, AUTHORITY_DAYS),
    ...serial(),
    signingAlgorithm: SIGNING,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(NAME_CONSTRAINTS, true, new Uint8Array(nameConstraints(names))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: pemOf(keys.privateKey) };
}

/**
 * A new server certificate that the authority signs, valid for 397 days and no longer than the authority.
 *
 * @param names host names and IP addresses, at least one
 */
export async function issueServer(
  authority: Identity,
  names: readonly string[],
  now: number,
): Promise<Identity> {
  const keys = await newKeys();
  const issuer = new X509Certificate(authority.certificate);
  const { notBefore, notAfter } = validity(now, SERVER_DAYS);
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [names[0] ?? ''] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority),
    notBefore,
    notAfter: notAfter < issuer.notAfter ? notAfter : issuer.notAfter,
    ...serial(),
    signingAlgorithm: SIGNING,
    extensions: await serverExtensions(keys, issuer, names),
  });
  return { certificate: certificate.toString('pem'), key: pemOf(keys.privateKey) };
}

async function serverExtensions(
  { publicKey }: webcrypto.CryptoKeyPair,
  issuer: X509Certificate,
  names: readonly string[],
): Promise<Extension[]> {
  const alternatives = names.map((value) => ({
    type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
    value,
  }));
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(alternatives),
    await SubjectKeyIdentifierExtension.create(publicKey),
    await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
  ];
}

function validity(now: number, days: number) {
  const begins = now - BACKDATED_MS;
  return { notBefore: new Date(begins), notAfter: new Date(begins + days * DAY_MS) };
}

/** 127 bits, positive. */
function serial() {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return { serialNumber: bytes.toString('hex') };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
}

function pemOf(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString().trimEnd();
}

function signingKey({ key }: Identity): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, CURVE, false, ['sign']);
}
