import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Metrics } from '../../admin/metrics.ts';
import type { Showcase } from '../../attract/showcase.ts';
import { MotifError } from '../../errors.ts';
import type { Range } from '../../products/range.ts';
import type { ShopGuard } from '../../words/shop-rules.ts';
import { answerFailure, isOurFault } from '../failures.ts';
import type { KioskFiles } from '../kiosk-files.ts';
import { securityHeaders } from '../security-headers.ts';
import { needs } from './admission.ts';
import { type BackupRouteParts, backupRoutes, RESTORE_PATH } from './backup-routes.ts';
import { engineRoutes } from './engine-routes.ts';
import { kioskRoutes } from './kiosk-routes.ts';
import { lanGuard } from './lan-guard.ts';
import { type MachineRouteParts, machineRoutes } from './machine-routes.ts';
import { oneScheme } from './one-scheme.ts';
import { orderBoardRoutes } from './order-board-routes.ts';
import { rangeRoutes } from './range-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { shopRoutes } from './shop-routes.ts';
import { showRoutes } from './show-routes.ts';
import { type TlsRouteParts, tlsRoutes } from './tls-routes.ts';
import { wordRoutes } from './word-routes.ts';

export type { AuditEntry } from '../../admin/audit-log.ts';
export type { DoctorReport, EngineBuild, EngineSlot, EnginesView } from '../../admin/engine-desk.ts';
export type { HealthItem } from '../../admin/health-item.ts';
export type { Settings } from '../../admin/settings.ts';
export type { StatisticsDay } from '../../admin/statistics.ts';
export type { ShownDesign } from '../../attract/showcase.ts';
export type { BoardOrder, StaffState } from '../../orders/board-order.ts';
export type { ChipChoice, ProductChoice, RangeChoice } from '../../products/range-choice.ts';
export type { TlsView } from '../../tls/panel-tls.ts';
export type { ShopRules } from '../../words/shop-rules.ts';
export type { FailureBody } from '../failures.ts';
export type { Live } from './machine-routes.ts';
export type { RangeView } from './range-routes.ts';
export type { SessionView } from './session-routes.ts';
export type { WordClassView, WordsView, WordTrial } from './word-routes.ts';

const LARGEST_BODY = 256 * 1024;
const smallBody = bodyLimit({ maxSize: LARGEST_BODY, onError: refuseLargeBody });
const BEARER = /^Bearer ([\w-]{20,200})$/;

export interface AdminAppParts extends MachineRouteParts, BackupRouteParts, TlsRouteParts {
  readonly files: KioskFiles;
  readonly showcase: Showcase;
  readonly range: Range;
  readonly words: ShopGuard;
  readonly metrics: Metrics;
  /** Host names of this machine beside its own. */
  readonly names: readonly string[];
  readonly onFault: (fault: unknown, request: { readonly method: string; readonly path: string }) => void;
}

/** The admin panel's whole HTTP face; the kiosk's is another app on another listener. */
export function createAdminApp(parts: AdminAppParts) {
  const { doorkeeper, audit, settings, files, metrics, names, look, onFault } = parts;
  const app = new Hono()
    .use(securityHeaders)
    .use(lanGuard(names))
    .use(oneScheme(() => parts.tls.on))
    .use(async (c, next) => (c.req.path === RESTORE_PATH ? next() : smallBody(c, next)))
    .use('/api/*', async (c, next) => {
      await next();
      c.header('Cache-Control', 'no-store');
    })
    .route('/api', sessionRoutes(doorkeeper, audit))
    .route('/api', shopRoutes(doorkeeper, audit, settings))
    .route('/api', machineRoutes(parts))
    .route('/api', orderBoardRoutes(doorkeeper, audit, parts))
    .route('/api', backupRoutes(parts))
    .route('/api', tlsRoutes(parts))
    .route('/api', kioskRoutes(doorkeeper, audit, parts.errandDesk))
    .route('/api', engineRoutes(doorkeeper, audit, parts.desk))
    .route('/api', rangeRoutes(doorkeeper, audit, parts.range, parts.words))
    .route('/api', wordRoutes(doorkeeper, audit, parts.words))
    .route('/api', showRoutes(doorkeeper, audit, parts))
    .get('/metrics', async (c, next) => {
      const token = BEARER.exec(c.req.header('authorization') ?? '')?.[1];
      if (token === undefined || !doorkeeper.isMetricsToken(token)) return next();
      return c.body(await metrics.text(await look()), 200, { 'Content-Type': metrics.contentType });
    })
    .get('/metrics', needs('technician', doorkeeper), async (c) =>
      c.body(await metrics.text(await look()), 200, { 'Content-Type': metrics.contentType }),
    )
    .get('/healthz', (c) => c.text('ok'))
    .get('*', (c) => {
      const file = files.get(c.req.path);
      if (!file) throw noSuchAddress(c.req.path);
      return c.body(file.body, 200, { 'Content-Type': file.type, 'Cache-Control': file.cacheControl });
    });
  app.notFound((c) => answerFailure(c, noSuchAddress(c.req.path)));
  app.onError((failure, c) => {
    if (isOurFault(failure)) onFault(failure, { method: c.req.method, path: c.req.path });
    return answerFailure(c, failure);
  });
  return app;
}

/** For `hc<AdminAppType>`: the panel gets its types from the server. */
export type AdminAppType = ReturnType<typeof createAdminApp>;

function noSuchAddress(path: string): MotifError {
  return new MotifError(
    'not-found',
    `Expected an address of the admin panel but received ${JSON.stringify(path.slice(0, 80))}. Check the address.`,
  );
}

function refuseLargeBody(): never {
  throw new MotifError(
    'too-large',
    `Expected a request of at most ${LARGEST_BODY / 1024} KB but received a larger one. Send less.`,
  );
}
