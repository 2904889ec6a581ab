/** The panel's private authority: real handshakes, renewal by clock and by address, and who can read the keys. */
import { X509Certificate } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Listener, listen } from '../../../runtime/http/listen.ts';
import { PanelTls } from '../../../runtime/tls/panel-tls.ts';
import { chooseTls } from '../../../runtime/tls/tls-choice.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 5, 1);

let dir: string;
let now: number;
let names: readonly string[];
let turned: number;
let tls: PanelTls;
let listener: Listener;

function open(dataDir = dir): Promise<PanelTls> {
  const onTurned = async () => {
    turned += 1;
  };
  const log = { info: () => undefined, error: (fault: unknown) => expect.unreachable(String(fault)) };
  return PanelTls.open({
    dataDir,
    names: () => names,
    authorityName: 'Motif of a test',
    log,
    onTurned,
    now: () => now,
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-tls-'));
  now = Date.now();
  names = ['kiosk.local', 'localhost', '127.0.0.1', 'fd00::7'];
  turned = 0;
  tls = await open();
  const door = { host: '127.0.0.1', mostConnections: 50, setting: 'a test' };
  listener = await listen(() => new Response('the panel'), 0, {
    ...door,
    credentials: () => tls.credentials,
  });
});
afterEach(async () => {
  await listener.close();
  await tls.close();
  await rm(dir, { recursive: true });
});

/** Shakes hands as a device that trusts one authority. @returns the server's certificate */
async function shakeHands(authority: string | null, servername = 'kiosk.local'): Promise<X509Certificate> {
  const ca = authority ?? [];
  return new Promise((resolve, reject) => {
    const socket = connect({ port: listener.port, host: '127.0.0.1', servername, ca }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

const certificate = () => new X509Certificate(tls.credentials?.cert ?? '');

describe('before TLS was ever turned on', () => {
  it('there is no key, and a handshake ends at once', async () => {
    expect(tls.view).toEqual({ on: false, authority: null, certificate: null });
    await expect(shakeHands(null)).rejects.toThrow(/disconnected|ECONNRESET/);
  });
});

describe('a device that trusts the authority', () => {
  it('accepts the panel under each of its names and refuses it under any other', async () => {
    await tls.turn(true);
    for (const name of names.filter((each) => each !== 'fd00::7' && each !== '127.0.0.1')) {
      const { subjectAltName, issuer } = await shakeHands(tls.authority, name);
      expect(issuer).toBe('CN=Motif of a test');
      expect(subjectAltName).toContain('IP Address:FD00:0:0:0:0:0:0:7');
    }
    await expect(shakeHands(tls.authority, 'evil.example')).rejects.toThrow(/altnames/);
    expect(certificate().checkIP('127.0.0.1')).toBeDefined();
    expect(certificate().checkIP('127.0.0.2')).toBeUndefined();
  });

  it('refuses the panel of another kiosk', async () => {
    await tls.turn(true);
    const other = await open(join(dir, 'other'));
    await other.turn(true);
    await expect(shakeHands(other.authority)).rejects.toThrow(/self-signed|unable to verify/);
    await expect(shakeHands(null)).rejects.toThrow(/self-signed|unable to verify/);
  });

  it('gets certificates that browsers take: P-256, an authority for ten years, a server for 397 days at most', async () => {
    await tls.turn(true);
    const authority = new X509Certificate(tls.authority ?? '');
    const days = ({ validFrom, validTo }: X509Certificate) =>
      (Date.parse(validTo) - Date.parse(validFrom)) / DAY_MS;
    expect([authority.ca, days(authority)]).toEqual([true, 3650]);
    expect([certificate().ca, days(certificate())]).toEqual([false, 397]);
    expect(certificate().verify(authority.publicKey)).toBe(true);
    for (const { publicKey } of [authority, certificate()])
      expect(publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(tls.view.authority?.fingerprint).toBe(authority.fingerprint256);
  });
});

describe('one port', () => {
  it('serves plain HTTP beside TLS, however slowly it comes', async () => {
    await tls.turn(true);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connectPlain(listener.port, '127.0.0.1');
      const parts = ['G', 'ET / HTTP/1.1\r\nHost: a\r\n', 'Connection: close\r\n\r\n'];
      for (const [n, part] of parts.entries()) setTimeout(() => socket.write(part), 30 * n);
      let said = '';
      socket.on('data', (text) => {
        said += text;
      });
      socket.once('close', () => resolve(said)).once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*the panel/);
  });

  it('does not wait for a connection that says nothing when it closes', async () => {
    const idle = connectPlain(listener.port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    idle.on('error', () => undefined);
    const began = performance.now();
    await listener.close();
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('a certificate', () => {
  it('is renewed 30 days before its end, for the next connection, by the same authority', async () => {
    // The last of these days is today, so that the handshake's own clock agrees with each.
    now -= 367 * DAY_MS;
    await tls.turn(true);
    const first = await shakeHands(tls.authority);
    const { authority } = tls;
    now += 365 * DAY_MS;
    await tls.look();
    expect((await shakeHands(authority)).serialNumber).toBe(first.serialNumber);
    now += 2 * DAY_MS;
    await tls.look();
    const second = await shakeHands(authority);
    expect(second.serialNumber).not.toBe(first.serialNumber);
    expect(Date.parse(second.validTo)).toBeGreaterThan(Date.parse(first.validTo) + 300 * DAY_MS);
    expect(tls.authority).toBe(authority);
  });

  it('is renewed when the machine has another address, and not when one goes', async () => {
    await tls.turn(true);
    const { serialNumber } = certificate();
    names = ['kiosk.local', '127.0.0.1'];
    await tls.look();
    expect(certificate().serialNumber).toBe(serialNumber);
    names = [...names, '192.168.7.7'];
    await tls.look();
    expect(certificate().serialNumber).not.toBe(serialNumber);
    expect(certificate().checkIP('192.168.7.7')).toBeDefined();
  });

  it('made while the clock stood in the past or the future is made anew', async () => {
    now = START - 30 * 365 * DAY_MS;
    await tls.turn(true);
    const past = tls.view.authority?.fingerprint;
    now = START;
    await tls.look();
    const { fingerprint } = tls.view.authority ?? {};
    expect(fingerprint).not.toBe(past);
    now = START - 3 * DAY_MS;
    await tls.look();
    expect(tls.view.authority?.fingerprint).not.toBe(fingerprint);
  });

  it('that is damaged on the disk is made anew, and its authority stays', async () => {
    await tls.turn(true);
    const { authority, credentials } = tls;
    const file = join(dir, 'tls', 'server.pem');
    const text = await readFile(file, 'utf8');
    await rm(file);
    await appendFile(file, text.slice(0, 300));
    const next = await open();
    expect(next.authority).toBe(authority);
    expect(next.credentials).not.toEqual(credentials);
    expect(new X509Certificate(next.credentials?.cert ?? '').checkHost('kiosk.local')).toBeDefined();
  });
});

describe('keys', () => {
  it('are for this user alone, and kept through a start', async () => {
    await tls.turn(true);
    const modeOf = async (...path: string[]) => (await stat(join(dir, 'tls', ...path))).mode & 0o777;
    expect([await modeOf(), await modeOf('authority.pem'), await modeOf('server.pem')]).toEqual([
      0o700, 0o600, 0o600,
    ]);
    expect((await open()).credentials).toEqual(tls.credentials);
  });
});

describe('turning TLS on and off', () => {
  it('is kept, can be done on the console, and tells whoever must end sessions', async () => {
    await tls.turn(true);
    expect([turned, (await open()).on]).toEqual([1, true]);
    await chooseTls(dir, false);
    await tls.look();
    expect([tls.on, turned]).toEqual([false, 2]);
    await chooseTls(dir, true);
    await tls.look();
    expect([tls.on, turned]).toEqual([true, 3]);
    await tls.look();
    expect(turned).toBe(3);
  });
});
