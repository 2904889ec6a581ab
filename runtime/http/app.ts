import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import type { ErrandDesk } from '../admin/errands.ts';
import type { Visit } from '../admin/visits.ts';
import type { Showcase } from '../attract/showcase.ts';
import { MotifError } from '../errors.ts';
import type { Designs } from '../jobs/designs.ts';
import type { Orders } from '../orders/orders.ts';
import type { Catalogue } from '../products/catalogue.ts';
import { type Refusal, refuseUnwanted } from '../words/word-door.ts';
import type { WordGuard } from '../words/word-guard.ts';
import { checkedRequest, requireJson, wishOf } from './design-request.ts';
import { errandRoutes, PICTURE_PATH } from './errand-routes.ts';
import { answerEvents, lastEventIdOf } from './event-stream.ts';
import { answerFailure, isOurFault } from './failures.ts';
import { guard } from './guard.ts';
import type { KioskFiles } from './kiosk-files.ts';
import { type KioskSettings, refuseWhilePaused } from './kiosk-settings.ts';
import { orderRoutes } from './order-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { visitRoutes } from './visit-routes.ts';

export type { Journey, Visit } from '../admin/visits.ts';
export type { ShownDesign } from '../attract/showcase.ts';
export type { DesignEvents, DesignPicture, DesignState, DesignView } from '../jobs/design.ts';
export type { Consent, OrderRequest, OrderView } from '../orders/order.ts';
export type { AiMarkRule } from '../print/ai-mark.ts';
export type { Bilingual } from '../products/bilingual.ts';
export type { Catalogue, DrawableProduct } from '../products/catalogue.ts';
export type { Chip, ChipKind } from '../products/chips.ts';
export type { ProductShape } from '../products/products.ts';
export type { Style } from '../products/styles.ts';
export type { DesignRequest } from './design-request.ts';
export type { FailureBody } from './failures.ts';
export type { KioskSettings } from './kiosk-settings.ts';

const LARGEST_BODY = 64 * 1024;
const smallBody = bodyLimit({ maxSize: LARGEST_BODY, onError: refuseLargeBody });
const LONGEST_REQUEST_ID = 64;

/** Whether designs can be drawn now; if not, why, in one sentence. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

/** Which request met a fault. */
export interface FaultyRequest {
  readonly method: string;
  readonly path: string;
  /** Also in the answer's X-Request-Id and in every log line about what it started. */
  readonly requestId: string;
}

export interface AppParts {
  readonly orders: Orders;
  /** A design without its plain ground. @param png as it was drawn */
  readonly cutOut: (png: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
  readonly designs: Designs;
  /** What is offered at the moment. */
  readonly catalogue: () => Catalogue;
  readonly words: WordGuard;
  /** Told of refused words' class and place, for the log. */
  readonly onRefused: (refusal: Refusal) => void;
  readonly showcase: Showcase;
  readonly files: KioskFiles;
  readonly readiness: () => Readiness;
  /** What the page follows of the shop's settings. */
  readonly settings: () => KioskSettings;
  /** Told of every step through the journey. */
  readonly onVisit: (visit: Visit) => void;
  readonly errandDesk: ErrandDesk;
  /** Told of every fault of this machine; customers only see a sentence. */
  readonly onFault: (fault: unknown, request: FaultyRequest) => void;
}

/** The kiosk's whole HTTP face. */
export function createApp({
  designs,
  orders,
  cutOut,
  catalogue,
  words,
  onRefused,
  showcase,
  files,
  readiness,
  settings,
  onVisit,
  errandDesk,
  onFault,
}: AppParts) {
  const app = new Hono()
    .use(securityHeaders)
    .use(requestId({ limitLength: LONGEST_REQUEST_ID }))
    .use(guard)
    .use(async (c, next) => (c.req.path.startsWith(PICTURE_PATH) ? next() : smallBody(c, next)))
    .post('/api/designs', requireJson, checkedRequest, async (c) => {
      refuseWhilePaused(settings().pause);
      const { prompt, negative = '' } = c.req.valid('json');
      const written = [
        { place: 'prompt', text: prompt },
        { place: 'negative', text: negative },
      ] as const;
      refuseUnwanted(words, written, onRefused);
      const design = await designs.submit(wishOf(c.req.valid('json')), c.get('requestId'));
      return c.json(design, 202, { Location: `/api/designs/${design.id}`, 'Cache-Control': 'no-store' });
    })
    .get('/api/designs/:id', async (c) =>
      c.json(await designs.view(c.req.param('id')), 200, { 'Cache-Control': 'no-store' }),
    )
    .delete('/api/designs/:id', async (c) => c.json(await designs.remove(c.req.param('id')), 200))
    .get('/api/designs/:id/events', async (c) => {
      const gone = new AbortController();
      const lastEventId = lastEventIdOf(c.req.header('last-event-id'));
      const events = await designs.follow(c.req.param('id'), lastEventId, gone.signal);
      // 204 tells an EventSource that has seen the end not to come back.
      return events === null ? c.body(null, 204) : answerEvents(c, events, gone);
    })
    .get('/api/designs/:id/pictures/:n{[0-3]}', async (c) => {
      const png = await designs.picture(c.req.param('id'), Number(c.req.param('n')));
      // The next customer must not find it in the browser's cache.
      return c.body(png, 200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, no-store' });
    })
    .get('/api/designs/:id/pictures/:n{[0-3]}/cutout', async (c) => {
      const png = await cutOut(await designs.picture(c.req.param('id'), Number(c.req.param('n'))));
      return c.body(png, 200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, no-store' });
    })
    .route('/api', orderRoutes(orders, settings))
    .route('/api', visitRoutes(catalogue, onVisit))
    .route('/api', errandRoutes(errandDesk))
    .get('/api/attract', async (c) => c.json(await showcase.designs(), 200, { 'Cache-Control': 'no-cache' }))
    .get('/api/attract/:name', async (c) => {
      const picture = await showcase.picture(c.req.param('name'));
      if (!picture) throw noSuchAddress(c.req.path, files);
      return c.body(picture.body, 200, { 'Content-Type': picture.type, 'Cache-Control': 'no-cache' });
    })
    .get('/api/products', (c) => c.json(catalogue(), 200, { 'Cache-Control': 'no-cache' }))
    .get('/api/settings', (c) => c.json(settings(), 200, { 'Cache-Control': 'no-store' }))
    .get('/healthz', (c) => c.text('ok'))
    .get('/readyz', (c) => {
      const state = readiness();
      return c.json(state, state.ready ? 200 : 503, { 'Cache-Control': 'no-store' });
    })
    .get('*', (c) => {
      const file = files.get(c.req.path);
      if (!file) throw noSuchAddress(c.req.path, files);
      return c.body(file.body, 200, { 'Content-Type': file.type, 'Cache-Control': file.cacheControl });
    });
  app.notFound((c) => answerFailure(c, noSuchAddress(c.req.path, files)));
  app.onError((failure, c) => {
    const { method, path } = c.req;
    if (isOurFault(failure)) onFault(failure, { method, path, requestId: c.get('requestId') });
    return answerFailure(c, failure);
  });
  return app;
}

/** For `hc<AppType>`: the page gets its types from the server. */
export type AppType = ReturnType<typeof createApp>;

function noSuchAddress(path: string, files: KioskFiles): MotifError {
  const unbuilt = files.size === 0 && path === '/';
  const remedy = unbuilt ? 'Build the page with "npm run build:ui" and start again' : 'Check the address';
  return new MotifError(
    'not-found',
    `Expected an address of this server but received ${quoted(path)}. ${remedy}.`,
  );
}

const quoted = (path: string) => JSON.stringify(path.slice(0, 80));

function refuseLargeBody(): never {
  throw new MotifError(
    'too-large',
    `Expected a request of at most ${LARGEST_BODY / 1024} KB but received a larger one. Shorten the prompt.`,
  );
}
