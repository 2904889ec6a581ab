/**
 * What a device that trusts the private authority lets itself be told by it, and by whoever stole its key: seen
 * by OpenSSL's verifier and by real handshakes, beside an authority without constraints.
 */
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Identity, identityPath, writeIdentity } from '../../../runtime/tls/identity.ts';
import { issueAuthority, issueServer } from '../../../runtime/tls/issue.ts';
import { mayBeCertified } from '../../../runtime/tls/name-constraints.ts';
import { PanelTls } from '../../../runtime/tls/panel-tls.ts';
import { chooseTls } from '../../../runtime/tls/tls-choice.ts';

const run = promisify(execFile);
const OWN = ['kiosk.local', 'panel.museum.example', 'localhost'];
/** One of every permitted range, at its edges. */
const PRIVATE = [
  ['10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.7.7', '169.254.1.1', '127.0.0.1'],
  ['::1', 'fd00::7', 'fc00::', 'fe80::1'],
].flat();
const FOREIGN = ['evil.example', 'museum.example', 'notkiosk.local', 'other.local', 'www.bank.com', 'local'];
const PUBLIC = [
  '9.255.255.255',
  '11.0.0.1',
  '172.32.0.1',
  '192.169.0.1',
  '8.8.8.8',
  '::2',
  '2001:db8::1',
  'fec0::1',
];

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-constraints-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** As earlier versions made them. */
async function unconstrained(): Promise<Identity> {
  const [key, certificate] = [join(dir, 'old.key'), join(dir, 'old.pem')];
  const subject = [
    '-subj',
    '/CN=Motif of old',
    '-days',
    '3650',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await run('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate]);
  return { key: await readFile(key, 'utf8'), certificate: await readFile(certificate, 'utf8') };
}

/** What OpenSSL says of a certificate for one name; beside another, since it reads the subject of one without host names as such. */
async function opensslOn(authority: Identity, name: string): Promise<string> {
  const [trusted, own] = [join(dir, 'authority.pem'), join(dir, 'server.pem')];
  await writeFile(trusted, authority.certificate);
  await writeFile(own, (await issueServer(authority, ['localhost', name], Date.now())).certificate);
  const purpose = ['-purpose', 'sslserver', '-x509_strict', '-CAfile', trusted, own];
  return run('openssl', ['verify', ...purpose]).then(
    ({ stdout }) => stdout.trim().replace(`${own}: `, ''),
    ({ stderr }: { readonly stderr: string }) => /error \d+ at .*: (.*)/.exec(stderr)?.[1] ?? stderr,
  );
}

/** What a device that trusts the authority makes of a server with a certificate for one name. */
async function handshake(authority: Identity, name: string): Promise<string> {
  const { key, certificate } = await issueServer(authority, [name], Date.now());
  const server = createServer({ key, cert: certificate }, (socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const said = await new Promise<string>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: name, ca: authority.certificate }, () => {
      resolve('accepted');
      socket.destroy();
    });
    socket.once('error', ({ message }) => resolve(message));
  });
  server.close();
  return said;
}

describe('the private authority', () => {
  it('says in a critical extension what it may vouch for', async () => {
    const authority = await issueAuthority('Motif of a test', OWN, Date.now());
    await writeFile(join(dir, 'a.pem'), authority.certificate);
    const { stdout } = await run('openssl', ['x509', '-in', join(dir, 'a.pem'), '-noout', '-text']);
    expect(stdout).toMatch(/X509v3 Name Constraints: critical\s+Permitted:\s+DNS:kiosk\.local/);
    expect(stdout).toContain('IP:172.16.0.0/255.240.0.0');
    expect(stdout).toContain('IP:FC00:0:0:0:0:0:0:0/FE00:0:0:0:0:0:0:0');
    expect(stdout).not.toContain('Excluded');
  });

  it('is believed about this machine and about private addresses', async () => {
    const authority = await issueAuthority('Motif of a test', OWN, Date.now());
    for (const name of [...OWN, ...PRIVATE])
      expect([name, await opensslOn(authority, name)]).toEqual([name, 'OK']);
    for (const name of OWN) expect([name, await handshake(authority, name)]).toEqual([name, 'accepted']);
  });

  it('is believed about nobody else, by whomever its key is used', async () => {
    const authority = await issueAuthority('Motif of a test', OWN, Date.now());
    for (const name of [...FOREIGN, ...PUBLIC])
      expect([name, await opensslOn(authority, name)]).toEqual([name, 'permitted subtree violation']);
    for (const name of FOREIGN)
      expect([name, await handshake(authority, name)]).toEqual([name, 'permitted subtree violation']);
  });

  it('would be believed about any bank had it no constraints, which this test tells', async () => {
    const authority = await unconstrained();
    for (const name of ['www.bank.com', '8.8.8.8']) expect(await opensslOn(authority, name)).toBe('OK');
    expect(await handshake(authority, 'www.bank.com')).toBe('accepted');
  });
});

describe('a name that may be certified', () => {
  it('is one that lies within the constraints and cannot widen them to a top-level domain', () => {
    for (const name of [...OWN, ...PRIVATE]) expect([name, mayBeCertified(name)]).toEqual([name, true]);
    for (const name of [...PUBLIC, 'shop', 'com', 'kiosk'])
      expect([name, mayBeCertified(name)]).toEqual([name, false]);
  });
});

describe('the panel', () => {
  let names: readonly string[] = [];
  const open = () =>
    PanelTls.open({
      dataDir: dir,
      names: () => names,
      authorityName: 'Motif of a test',
      log: { info: () => undefined, error: (fault: unknown) => expect.unreachable(String(fault)) },
      onTurned: async () => undefined,
    });

  it('replaces an authority that has no constraints, key and all', async () => {
    names = ['kiosk.local', 'localhost'];
    const old = await unconstrained();
    await mkdir(join(dir, 'tls'));
    await writeIdentity(identityPath(dir, 'authority'), old);
    await writeIdentity(identityPath(dir, 'server'), await issueServer(old, names, Date.now()));
    await chooseTls(dir, true);
    const tls = await open();
    expect(tls.view.authority?.fingerprint).not.toBe(new X509Certificate(old.certificate).fingerprint256);
    const server = new X509Certificate(tls.credentials?.cert ?? '');
    expect(server.verify(new X509Certificate(tls.authority ?? '').publicKey)).toBe(true);
    expect(await readFile(identityPath(dir, 'authority'), 'utf8')).not.toContain(old.key.split('\n')[1]);
    const { authority } = tls;
    await tls.look();
    expect([tls.authority, (await open()).authority]).toEqual([authority, authority]);
  });

  it('has a new authority only for a new name, and no public address in its certificate', async () => {
    names = ['kiosk.local', 'shop', 'localhost', '192.168.7.7', '203.0.113.9', '2001:db8::9'];
    const tls = await open();
    await tls.turn(true);
    expect(tls.view.certificate?.names).toEqual(['kiosk.local', 'localhost', '192.168.7.7']);
    const { authority } = tls;
    names = ['kiosk.local', 'localhost', '10.1.2.3'];
    await tls.look();
    expect([tls.authority, tls.view.certificate?.names]).toEqual([authority, names]);
    names = ['panel.museum.example', 'localhost'];
    await tls.look();
    expect(tls.authority).not.toBe(authority);
    expect(tls.view.certificate?.names).toEqual(names);
  });
});
