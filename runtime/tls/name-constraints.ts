/**
 * What the private authority may vouch for (RFC 5280, 4.2.1.10): this machine's names and addresses of private
 * networks. Whoever steals its key has no power over the internet, and neither has this machine.
 */
import { X509Certificate } from 'node:crypto';
import { BlockList, isIP } from 'node:net';

/** RFC 1918, RFC 4193, loopback and link-local: no site of the internet has such an address. */
const RANGES = [
  { network: '10.0.0.0', bits: 8 },
  { network: '172.16.0.0', bits: 12 },
  { network: '192.168.0.0', bits: 16 },
  { network: '169.254.0.0', bits: 16 },
  { network: '127.0.0.0', bits: 8 },
  { network: '::1', bits: 128 },
  { network: 'fc00::', bits: 7 },
  { network: 'fe80::', bits: 10 },
] as const;

const TAG = { sequence: 0x30, permitted: 0xa0, dnsName: 0x82, ipAddress: 0x87 } as const;

const ranges = new BlockList();
for (const { network, bits } of RANGES) ranges.addSubnet(network, bits, familyOf(network));

/**
 * Whether a certificate may be for it. A single label is left out, except `localhost`: as a constraint it would
 * permit a whole top-level domain, and `shop` is one.
 *
 * @param name a host name, or an address without brackets
 */
export function mayBeCertified(name: string): boolean {
  if (isIP(name) !== 0) return ranges.check(name, familyOf(name));
  return name === 'localhost' || name.includes('.');
}

/** The extension's value in DER. @param names of which the host names are permitted, beside the private ranges */
export function nameConstraints(names: readonly string[]): Buffer {
  return tlv(TAG.sequence, tlv(TAG.permitted, Buffer.concat(subtreesFor(names))));
}

/** Whether an authority of ours is constrained, and still vouches for all of these names. */
export function isConstrainedTo(certificate: string, names: readonly string[]): boolean {
  const { raw } = new X509Certificate(certificate);
  return subtreesFor(names).every((subtree) => raw.includes(subtree));
}

function subtreesFor(names: readonly string[]): readonly Buffer[] {
  const hostNames = names.filter((name) => isIP(name) === 0);
  return [
    ...hostNames.map((name) => tlv(TAG.dnsName, Buffer.from(name, 'ascii'))),
    ...RANGES.map(({ network, bits }) => tlv(TAG.ipAddress, addressAndMask(network, bits))),
  ].map((base) => tlv(TAG.sequence, base));
}

function addressAndMask(network: string, bits: number): Buffer {
  const address = bytesOf(network);
  const mask = address.map((_, n) => 0xff & ~(0xff >> Math.min(8, Math.max(0, bits - 8 * n))));
  return Buffer.from([...address, ...mask]);
}

/** @param network an address whose groups are only those before `::`, or the loopback */
function bytesOf(network: string): readonly number[] {
  if (isIP(network) === 4) return network.split('.').map(Number);
  if (network === '::1') return Array.from({ length: 16 }, (_, n) => (n === 15 ? 1 : 0));
  const first = Number.parseInt(network.split(':')[0] ?? '', 16);
  return Array.from({ length: 16 }, (_, n) => (n === 0 ? first >> 8 : n === 1 ? first & 0xff : 0));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function tlv(tag: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...derLength(value.length)]), value]);
}

/** @param length below 65,536 */
function derLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
