import { X509Certificate } from 'node:crypto';
import type { Logger } from '../log.ts';
import {
  type Identity,
  identityPath,
  namesIn,
  plainAddress,
  readIdentity,
  writeIdentity,
} from './identity.ts';
import { isConstrainedTo, mayBeCertified } from './name-constraints.ts';
import { chooseTls, isTlsChosen } from './tls-choice.ts';

const DAY_MS = 86_400_000;
/** Certificates are renewed so long before their end. */
const RENEWED_BEFORE_MS = 30 * DAY_MS;
/** A router may give a new address, and the console may decide otherwise, at any moment. */
const LOOK_MS = 5_000;

/** What a person is told of the panel's certificates. */
export interface TlsView {
  readonly on: boolean;
  /** Of the private authority, which devices are to trust; null before TLS was first turned on. */
  readonly authority: { readonly fingerprint: string; readonly until: string } | null;
  readonly certificate: { readonly until: string; readonly names: readonly string[] } | null;
}

/** For `tls.createServer`. */
export interface Credentials {
  readonly key: string;
  /** The server's, then the authority's, so that a browser can show the latter's fingerprint. */
  readonly cert: string;
}

export interface PanelTlsParts {
  readonly dataDir: string;
  /** Under which this machine is reached now: host names, and addresses without brackets. */
  readonly names: () => readonly string[];
  /** As devices list the authority. */
  readonly authorityName: string;
  readonly log: Pick<Logger, 'info' | 'error'>;
  /** TLS was turned on or off: what was told in the open must not open what is closed. */
  readonly onTurned: () => Promise<void>;
  readonly now?: () => number;
}

/** The admin panel's certificates: made when TLS is first turned on, and renewed by themselves. */
export class PanelTls {
  readonly #parts: PanelTlsParts;
  #authority: Identity | null = null;
  #server: Identity | null = null;
  #credentials: Credentials | null = null;
  #on = false;
  #turn: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  private constructor(parts: PanelTlsParts) {
    this.#parts = parts;
  }

  /** Takes up what was chosen before. A folder that takes no writes must not keep the shop closed. */
  static async open(parts: PanelTlsParts): Promise<PanelTls> {
    const tls = new PanelTls(parts);
    tls.#authority = await readIdentity(tls.#path('authority'));
    tls.#take(await readIdentity(tls.#path('server')));
    tls.#on = (await isTlsChosen(parts.dataDir)) && tls.#credentials !== null;
    await tls.look();
    return tls;
  }

  /** Only HTTPS is served. */
  get on(): boolean {
    return this.#on;
  }

  /** Another object whenever a certificate was renewed; null before TLS was first turned on. */
  get credentials(): Credentials | null {
    return this.#credentials;
  }

  /** The authority's certificate as PEM, for devices that are to trust it. */
  get authority(): string | null {
    return this.#authority?.certificate ?? null;
  }

  get view(): TlsView {
    const [authority, server] = [this.#authority, this.#server].map(
      (identity) => identity && new X509Certificate(identity.certificate),
    );
    return {
      on: this.#on,
      authority: authority ? { fingerprint: authority.fingerprint256, until: endOf(authority) } : null,
      certificate: server && this.#server ? { until: endOf(server), names: namesIn(this.#server) } : null,
    };
  }

  /** @throws MotifError('disk-full') or InputError; then nothing has changed */
  turn(on: boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (on) await this.#renew();
      await chooseTls(this.#parts.dataDir, on);
      await this.#became(on);
    });
  }

  /** Takes up what the console has chosen, and renews what is due. Never rejects. */
  look(): Promise<void> {
    return this.#inTurn(async () => {
      const on = await isTlsChosen(this.#parts.dataDir);
      if (on) await this.#renew();
      await this.#became(on);
    }).catch((err: unknown) => this.#parts.log.error({ err }, 'The certificates could not be looked after'));
  }

  /** Looks every few seconds until closed. */
  watch(everyMs = LOOK_MS): void {
    let looking = false;
    this.#timer ??= setInterval(async () => {
      if (looking) return;
      looking = true;
      await this.look();
      looking = false;
    }, everyMs).unref();
  }

  close(): Promise<unknown> {
    clearInterval(this.#timer);
    return this.#turn;
  }

  async #became(on: boolean): Promise<void> {
    if (on === this.#on) return;
    this.#on = on;
    this.#parts.log.info({ on }, 'HTTPS of the admin panel was turned on or off');
    await this.#parts.onTurned();
  }

  async #renew(): Promise<void> {
    const { log } = this.#parts;
    const now = (this.#parts.now ?? Date.now)();
    const names = this.#parts
      .names()
      .map((name) => (name.includes(':') ? plainAddress(name) : name))
      .filter(mayBeCertified);
    const authority = this.#authority;
    const isOurs = authority !== null && isConstrainedTo(authority.certificate, names);
    if (!isOurs || !isGood(authority, now)) {
      const { issueAuthority } = await import('./issue.ts');
      const issued = await issueAuthority(this.#parts.authorityName, names, now);
      await writeIdentity(this.#path('authority'), issued);
      this.#authority = issued;
      log.info({ fingerprint: this.view.authority?.fingerprint }, 'A private authority was made');
    }
    if (this.#authority === null || (this.#server !== null && this.#serves(this.#server, names, now))) return;
    const { issueServer } = await import('./issue.ts');
    const issued = await issueServer(this.#authority, names, now);
    await writeIdentity(this.#path('server'), issued);
    this.#take(issued);
    log.info({ names, until: this.view.certificate?.until }, "The admin panel's certificate was renewed");
  }

  #serves(server: Identity, names: readonly string[], now: number): boolean {
    if (this.#authority === null || !isGood(server, now)) return false;
    const issuer = new X509Certificate(this.#authority.certificate);
    const has = new Set(namesIn(server));
    return (
      new X509Certificate(server.certificate).verify(issuer.publicKey) && names.every((name) => has.has(name))
    );
  }

  #take(server: Identity | null): void {
    this.#server = server;
    this.#credentials =
      server && this.#authority
        ? { key: server.key, cert: `${server.certificate}\n${this.#authority.certificate}` }
        : null;
  }

  #path(whose: 'authority' | 'server'): string {
    return identityPath(this.#parts.dataDir, whose);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

/** Valid for a while yet. A clock that was wrong when it was made shows here, too. */
function isGood({ certificate }: Identity, now: number): boolean {
  const { validFrom, validTo } = new X509Certificate(certificate);
  return Date.parse(validFrom) <= now && now < Date.parse(validTo) - RENEWED_BEFORE_MS;
}

const endOf = ({ validTo }: X509Certificate) => new Date(validTo).toISOString();
