/** The kiosk and the panel of one shop, with an order, whose sessions are renewed whenever they end. */

import { orderRequestSchema } from '../../../runtime/orders/order.ts';
import { cookiesOf, type FakeAdmin, fakeAdmin, type PASSWORDS } from '../../fakes/fake-admin.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';
import { FakeDesk } from '../../fakes/fake-desk.ts';
import { DESIGN, keepDesign, key } from '../orders/kept-design.ts';

export const KIOSK_HOST = 'localhost:8080';
export const ADMIN_HOST = 'localhost:8081';
export type Side = 'kiosk' | 'panel';
export const WHO = ['nobody', 'staff', 'technician', 'technician', 'impostor'] as const;
export type Who = (typeof WHO)[number];

interface Sent {
  readonly side: Side;
  readonly method: string;
  readonly path: string;
  readonly who: Who;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

const REMEMBERED = 20;
/** So that guesses are tested again: the limit looks at the last hour. */
const AN_HOUR_MS = 3_700_000;

export class ShopWorld implements AsyncDisposable {
  readonly #kiosk: FakeApp;
  readonly #panel: FakeAdmin;
  readonly #clock: { ms: number };
  #cookies: Readonly<Record<Who, string>>;
  #designs: readonly string[] = [];

  private constructor(kiosk: FakeApp, panel: FakeAdmin, clock: { ms: number }, cookies: Record<Who, string>) {
    this.#kiosk = kiosk;
    this.#panel = panel;
    this.#clock = clock;
    this.#cookies = cookies;
  }

  static async open(): Promise<ShopWorld> {
    const clock = { ms: Date.now() };
    const panel = await fakeAdmin({ desk: new FakeDesk() }, () => clock.ms);
    await keepDesign(panel.designs);
    const kiosk = await fakeApp({ orders: panel.orders });
    await panel.setUp();
    const world = new ShopWorld(kiosk, panel, clock, await signedIn(panel));
    const request = orderRequestSchema.parse({
      product: 'magnet',
      language: 'zh',
      design: { designId: DESIGN, picture: 0 },
      label: { visible: true },
    });
    for (const n of [1, 2, 3]) await panel.orders.place(key(n), request);
    return world;
  }

  /** Of orders that are on the board. */
  get codes(): readonly string[] {
    return this.#panel.orders.live.map(({ code }) => code);
  }

  /** Of designs that were asked for, the latest few. */
  get designs(): readonly string[] {
    return this.#designs;
  }

  /** As the apps have them, less what catches all. */
  get routes(): readonly (readonly [Side, string])[] {
    const of = (side: Side, app: { readonly routes: readonly { method: string; path: string }[] }) =>
      app.routes
        .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
        .map(({ method, path }) => [side, `${method} ${path}`] as const);
    const all = [...of('kiosk', this.#kiosk.app), ...of('panel', this.#panel.app)];
    return [...new Map(all.map((route) => [route.join(' '), route])).values()];
  }

  async send({ side, method, path, who, headers, body }: Sent): Promise<Response> {
    const app = side === 'kiosk' ? this.#kiosk.app : this.#panel.app;
    const cookie = this.#cookies[who];
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const init = { method, headers: { ...length, ...headers, ...(cookie === '' ? {} : { cookie }) } };
    const changes = method !== 'GET' && method !== 'HEAD';
    const response = await app.request(path, body !== null && changes ? { ...init, body } : init);
    this.#kiosk.painter.orders.length = 0;
    if (response.status === 202 && path === '/api/designs') await this.#remember(response.clone());
    if (side === 'panel' && changes && /session|password|set-up|tls/.test(path) && response.ok) {
      // By HTTPS nobody here would be answered any more.
      if (this.#panel.tls.on) await this.#panel.tls.turn(false);
      await this.#renew();
    }
    return response;
  }

  /** Of a stream only the beginning: it lasts as long as somebody looks. */
  async read(response: Response): Promise<string> {
    if (response.body === null) return '';
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
    const reader = response.body.getReader();
    const { value } = await reader.read();
    await reader.cancel();
    return Buffer.from(value ?? []).toString();
  }

  faults(): readonly string[] {
    return [...this.#kiosk.faults, ...this.#panel.faults].map((fault) =>
      fault instanceof Error ? `${fault.message} ${fault.cause ?? ''} ${fault.stack}` : String(fault),
    );
  }

  async #remember(accepted: Response): Promise<void> {
    const { id } = (await accepted.json()) as { readonly id: string };
    this.#designs = [...this.#designs, id].slice(-REMEMBERED);
  }

  async #renew(): Promise<void> {
    this.#clock.ms += AN_HOUR_MS;
    this.#cookies = await signedIn(this.#panel);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kiosk.close();
    await this.#panel.close();
  }
}

async function signedIn(panel: FakeAdmin): Promise<Record<Who, string>> {
  const cookieOf = async (role: keyof typeof PASSWORDS) => {
    const response = await panel.signIn(role as 'staff' | 'technician');
    if (!response.ok) throw new Error(`Expected ${role} to get in but received ${response.status}.`);
    return cookiesOf(response);
  };
  const [staff, technician] = [await cookieOf('staff'), await cookieOf('technician')];
  return { nobody: '', staff, technician, impostor: `motif_session=${'x'.repeat(43)}; motif_device=; %00` };
}
