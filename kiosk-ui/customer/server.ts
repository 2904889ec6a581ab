/** The one place of the customer page that talks to the server. */
import { hc } from 'hono/client';
import type { AppType, DesignView, FailureBody, OrderView } from '../../runtime/http/app.ts';
import type {
  Answer,
  Catalogue,
  Consent,
  DesignRequest,
  OrderRequest,
  ShopSettings,
  ShownDesign,
  Visit,
} from './server-types.ts';
import type { OrderAnswer } from './session/order-answer.ts';

/** The server as the page sees it. Every method rejects only when the connection breaks. */
export interface Server {
  catalogue(): Promise<Catalogue>;
  settings(): Promise<ShopSettings>;
  /** Designs that staff let the attract screen show. */
  showcase(): Promise<readonly ShownDesign[]>;
  /** Whether designs can be drawn now. */
  ready(): Promise<boolean>;
  draw(request: DesignRequest): Promise<Answer>;
  /** Undefined when the server does not know the job (any more). */
  job(designId: string): Promise<DesignView | undefined>;
  /** Gives a drawing up, or has a finished one forgotten. */
  cancel(designId: string): Promise<void>;
  events(designId: string): EventSource;
  /** Counts a step through the journey. */
  visit(visit: Visit): Promise<unknown>;
  /** Hands in the picture that was asked for; null where a customer is there. */
  handPicture(errand: number, picture: Blob | null): Promise<unknown>;
  consent(): Promise<Consent>;
  /** @param key of this order: however often it is sent, the shop gets it once */
  order(key: string, request: OrderRequest): Promise<OrderAnswer>;
}

/** A connection that neither answers nor breaks counts as broken after this. */
const PATIENCE_MS = 8000;
/** An order is answered once its print file is made. */
const ORDER_PATIENCE_MS = 60_000;
/** Where a full queue does not say when to come back. */
const COME_BACK_SECONDS = 5;

/** @param origin where the page itself comes from */
export function connect(origin: string): Server {
  const { api, readyz } = hc<AppType>(origin);
  const once = () => ({ init: { signal: AbortSignal.timeout(PATIENCE_MS) } });
  const design = api.designs[':id'];
  return {
    async catalogue() {
      const response = await api.products.$get({}, once());
      if (!response.ok) throw new Error(`Expected the products but received status ${response.status}.`);
      return response.json();
    },
    async settings() {
      const response = await api.settings.$get({}, once());
      if (!response.ok)
        throw new Error(`Expected the shop's settings but received status ${response.status}.`);
      return response.json();
    },
    async showcase() {
      const response = await api.attract.$get({}, once());
      return response.ok ? response.json() : [];
    },
    ready: async () => (await readyz.$get({}, once())).ok,
    draw: async (json) => answerOf(await api.designs.$post({ json }, once()), json),
    async job(id) {
      const response = await design.$get({ param: { id } }, once());
      return response.ok ? response.json() : undefined;
    },
    async cancel(id) {
      await design.$delete({ param: { id } }, once());
    },
    events: (id) => new EventSource(design.events.$url({ param: { id } })),
    // Kept alive: a page that goes has still something to tell.
    visit: (json) =>
      api.visits.$post({ json }, { init: { keepalive: true, signal: AbortSignal.timeout(PATIENCE_MS) } }),
    handPicture(errand, body) {
      const init = { signal: AbortSignal.timeout(PATIENCE_MS), headers: { 'content-type': 'image/jpeg' } };
      return fetch(
        `/api/errands/picture/${errand}`,
        body ? { ...init, method: 'PUT', body } : { ...init, method: 'DELETE' },
      );
    },
    async consent() {
      const response = await api.consent.$get({}, once());
      if (!response.ok)
        throw new Error(`Expected the text to agree to but received status ${response.status}.`);
      return response.json();
    },
    async order(key, json) {
      const init = { signal: AbortSignal.timeout(ORDER_PATIENCE_MS) };
      const headers = { 'idempotency-key': key };
      return orderAnswerOf(await api.orders.$post({ json }, { headers, init }));
    },
  };
}

async function answerOf(response: Response, { from }: DesignRequest): Promise<Answer> {
  const body = (await response.json().catch(() => ({}))) as Partial<DesignView & FailureBody>;
  if (response.ok && body.id !== undefined) return { kind: 'accepted', designId: body.id };
  const { code, message, messageZh } = body.error ?? {};
  if (code === 'queue-full') return { kind: 'queue-full', seconds: retryAfter(response) };
  if (code === 'not-found' && from) return { kind: 'source-lost' };
  const told = message !== undefined && messageZh !== undefined ? { en: message, zh: messageZh } : undefined;
  if (code === 'disk-full') return { kind: 'disk-full' };
  if (code === 'paused') return { kind: 'paused', message: told };
  // Whatever is the machine's own fault may heal; only what is wrong with the words is final.
  return response.status >= 500 ? { kind: 'not-ready' } : { kind: 'refused', message: told };
}

async function orderAnswerOf(response: Response): Promise<OrderAnswer> {
  const body = (await response.json().catch(() => ({}))) as Partial<OrderView & FailureBody>;
  const { code, ticketUrl, qrText, error } = body;
  if (response.ok && code !== undefined && ticketUrl !== undefined && qrText !== undefined)
    return { kind: 'placed', ticket: { code, ticketUrl, qrText } };
  const message = error && { en: error.message, zh: error.messageZh };
  if (error?.code === 'disk-full') return { kind: 'trouble', trouble: { kind: 'disk-full' } };
  if (error?.code === 'paused') return { kind: 'trouble', trouble: { kind: 'paused', message } };
  // Whatever is the machine's own fault may heal; only what is wrong with the order is final.
  return response.status >= 500
    ? { kind: 'trouble', trouble: { kind: 'warming' } }
    : { kind: 'refused', message };
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After'));
  return Number.isFinite(seconds) && seconds >= 1 ? Math.min(60, Math.ceil(seconds)) : COME_BACK_SECONDS;
}
