/** A quiet hour in a shop, as the server sees it: customers, the page's polls, staff who look in. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DesignView } from '../../../runtime/http/app.ts';

const WORDS = [
  'a fox',
  'cherry blossom',
  '一只猫',
  'two birds on a branch',
  '荷花',
  'a whale under the moon',
];
const PASSWORDS = { staff: 'paper lantern 7', technician: 'kiln & glaze 42' };
const CLOSED: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
/** Of a technician, too: it is asked for on every visit. */
const LIVE_MS = 3_000;

export interface Addresses {
  readonly url: string;
  readonly adminUrl: string;
  readonly setUpCode: string;
}

export class GentleShop {
  readonly #addresses: Addresses;
  #cookie = '';
  #drawn = 0;

  constructor(addresses: Addresses) {
    this.#addresses = addresses;
  }

  get drawn(): number {
    return this.#drawn;
  }

  /** Sets the passwords with the console's code and signs in as staff. */
  async open(): Promise<void> {
    const { setUpCode: code } = this.#addresses;
    await sound(await this.#post(`${this.#admin}/api/set-up`, { code, ...PASSWORDS }));
    const body = { role: 'staff', password: PASSWORDS.staff };
    const session = await sound(await this.#post(`${this.#admin}/api/session`, body));
    this.#cookie = session.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** One design of one picture: asked for, followed to its end, looked at. */
  async customer(): Promise<DesignView> {
    const { url } = this.#addresses;
    const prompt = WORDS[this.#drawn % WORDS.length];
    const wish = { product: 'mug', prompt, count: 1, preset: { steps: 'quick' } };
    const design = (await (await sound(await this.#post(`${url}/api/designs`, wish))).json()) as DesignView;
    const events = await (await sound(await browse(`${url}/api/designs/${design.id}/events`))).text();
    if (!events.includes('event: done')) throw new Error(`Expected a picture but received ${events}`);
    await (await sound(await browse(`${url}/api/designs/${design.id}/pictures/0`))).arrayBuffer();
    this.#drawn += 1;
    return design;
  }

  /** @returns the code of the order */
  async order({ id }: DesignView): Promise<string> {
    const order = {
      product: 'mug',
      language: 'zh',
      design: { designId: id, picture: 0 },
      label: { visible: true },
    };
    const headers = { 'idempotency-key': randomUUID() };
    const placed = await sound(await this.#post(`${this.#addresses.url}/api/orders`, order, headers));
    const { code } = (await placed.json()) as { readonly code: string };
    await (await sound(await browse(`${this.#addresses.url}/api/orders/${code}/receipt.png`))).arrayBuffer();
    return code;
  }

  /** What the page asks by itself. */
  async poll(): Promise<void> {
    for (const path of ['/readyz', '/api/settings'])
      await (await sound(await browse(`${this.#addresses.url}${path}`))).text();
  }

  /** The panel is opened, looked at for a while and closed without a word. */
  async staffLooksIn(): Promise<void> {
    const gone = new AbortController();
    const { headers } = this;
    const live = await sound(await browse(`${this.#admin}/api/live`, { headers, signal: gone.signal }));
    const reading = live.text().catch(() => '');
    await pause(LIVE_MS);
    gone.abort();
    await reading;
    await (await sound(await browse(`${this.#admin}/api/orders`, { headers }))).text();
  }

  /** @returns how long staff wait for the machine's state, in milliseconds */
  async glance(): Promise<number> {
    const began = performance.now();
    // A connection of its own, as of a phone that was asleep.
    const headers = { ...this.headers, connection: 'close' };
    await (await sound(await browse(`${this.#admin}/api/status`, { headers }))).text();
    return performance.now() - began;
  }

  get headers(): Readonly<Record<string, string>> {
    return { cookie: this.#cookie };
  }

  get #admin(): string {
    return this.#addresses.adminUrl;
  }

  #post(address: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return browse(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(address).origin, ...headers },
      body: JSON.stringify(body),
    });
  }
}

/**
 * Like a browser, asks once more where a kept connection was closed just when it was used again (RFC 9112, 9.3.1):
 * the server closes one that is idle for five seconds, and on a busy machine the client learns of it late.
 */
async function browse(address: string, request: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (failure) {
    if (!wasClosed(failure)) throw failure;
    return fetch(address, request);
  }
}

function wasClosed(failure: unknown): boolean {
  const cause = failure instanceof Error ? failure.cause : null;
  return cause instanceof Error && 'code' in cause && CLOSED.has(String(cause.code));
}

/** @throws when the server refuses what it should take */
async function sound(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(
    `Expected ${response.url} to be answered but received ${response.status}: ${await response.text()}`,
  );
}
