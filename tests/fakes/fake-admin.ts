import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, type Role } from '../../runtime/admin/accounts.ts';
import { AuditLog } from '../../runtime/admin/audit-log.ts';
import { Doorkeeper } from '../../runtime/admin/doorkeeper.ts';
import { ErrandDesk } from '../../runtime/admin/errands.ts';
import { GuessLimit } from '../../runtime/admin/guess-limit.ts';
import type { MachineFacts } from '../../runtime/admin/machine.ts';
import { openMetrics } from '../../runtime/admin/metrics.ts';
import { issueCode } from '../../runtime/admin/one-time-code.ts';
import { Sessions } from '../../runtime/admin/sessions.ts';
import { openSettings } from '../../runtime/admin/settings.ts';
import { Statistics } from '../../runtime/admin/statistics.ts';
import { Showcase } from '../../runtime/attract/showcase.ts';
import { takeRestore } from '../../runtime/backup/take-restore.ts';
import { writeBackup } from '../../runtime/backup/write-backup.ts';
import { type AdminAppParts, createAdminApp } from '../../runtime/http/admin/app.ts';
import { DesignStore } from '../../runtime/jobs/design-store.ts';
import { OrderNews } from '../../runtime/orders/order-news.ts';
import { Range, type RangeEngine } from '../../runtime/products/range.ts';
import { PanelTls } from '../../runtime/tls/panel-tls.ts';
import { ShopGuard } from '../../runtime/words/shop-rules.ts';
import { FAKE_ENGINE } from './fake-engine-facts.ts';
import { fakeOrders } from './fake-orders.ts';

export const PASSWORDS: Readonly<Record<Role, string>> = {
  staff: 'paper lantern 7',
  technician: 'kiln & glaze 42',
};

export const FAKE_RANGE_ENGINE: RangeEngine = {
  shapes: [{ width: 512, height: 512 }],
  styles: null,
  defaults: FAKE_ENGINE.defaults,
};

/** A machine on which all is well. */
export const WELL: MachineFacts = {
  engine: {
    state: 'ready',
    failure: null,
    model: 'fake',
    precision: 'fp32',
    backend: 'cpu',
    key: 'f'.repeat(64),
    sizes: ['32 × 16'],
    canaryAt: '2026-01-02T03:04:05.000Z',
    secondsPerStep: 0.25,
  },
  queue: { waiting: 1, places: 8, drawing: true },
  memory: { totalBytes: 8 * 2 ** 30, availableBytes: 4 * 2 ** 30, serverBytes: 2 ** 28 },
  disk: { totalBytes: 64 * 2 ** 30, freeBytes: 32 * 2 ** 30 },
  printer: { state: 'none' },
  uptimeSeconds: 60,
  setAside: [],
};

/** The real panel over a folder of its own and a machine that is only told of. */
export async function fakeAdmin(parts: Partial<AdminAppParts> = {}, now: () => number = Date.now) {
  const dir = await mkdtemp(join(tmpdir(), 'motif-admin-'));
  const accounts = await Accounts.open(dir);
  const sessions = await Sessions.open(dir, now);
  const doorkeeper = new Doorkeeper({
    dataDir: dir,
    accounts,
    limit: await GuessLimit.open(dir, now),
    sessions,
  });
  const settings = await openSettings(dir);
  const audit = new AuditLog(dir);
  const faults: unknown[] = [];
  const designs = await DesignStore.open(join(dir, 'designs'));
  const range = await Range.open(dir, FAKE_RANGE_ENGINE);
  const words = await ShopGuard.open(dir);
  const orderNews = new OrderNews();
  const { orders, closeOrders } = await fakeOrders(join(dir, 'orders'), designs, {
    onChange: () => orderNews.ring(),
    shop: () => ({ staffRelease: true, shopName: settings.data.shopName }),
  });
  const tls = await PanelTls.open({
    dataDir: dir,
    names: () => ['kiosk.shop.example', 'localhost', '127.0.0.1'],
    authorityName: 'Motif of a test',
    log: { info: () => undefined, error: (fault: unknown) => faults.push(fault) },
    onTurned: () => sessions.endAll(),
  });
  const app = createAdminApp({
    doorkeeper,
    audit,
    settings,
    statistics: await Statistics.open(dir),
    orders,
    orderNews,
    range,
    words,
    showcase: new Showcase(join(dir, 'attract'), ['magnet', 'mug']),
    backup: () => writeBackup(dir),
    restore: (file) =>
      takeRestore({ dataDir: dir, engine: FAKE_RANGE_ENGINE, ensureRoom: async () => {} }, file),
    restart: () => {},
    look: async () => WELL,
    desk: null,
    errandDesk: new ErrandDesk(50),
    isSwitching: () => false,
    logTail: async () => ['{"msg":"Motif listens"}'],
    files: new Map(),
    metrics: openMetrics(),
    names: ['kiosk.shop.example'],
    tls,
    onFault: (fault) => faults.push(fault),
    ...parts,
  });
  /** Asks as a browser on the panel does. */
  const ask = (path: string, { cookie, body, ...init }: AskInit = {}) =>
    app.request(path, {
      ...init,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        host: 'localhost:8081',
        origin: 'http://localhost:8081',
        ...(cookie === undefined ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
    });
  const setUp = async () => {
    const code = await issueCode(dir);
    return cookiesOf(await ask('/api/set-up', { method: 'POST', body: { code, ...PASSWORDS } }));
  };
  const signIn = async (role: Role, password = PASSWORDS[role], cookie?: string) =>
    ask('/api/session', {
      method: 'POST',
      body: { role, password },
      ...(cookie === undefined ? {} : { cookie }),
    });
  const close = async () => {
    audit.close();
    closeOrders();
    await rm(dir, { recursive: true, maxRetries: 3 });
  };
  return {
    dir,
    app,
    ask,
    setUp,
    signIn,
    settings,
    audit,
    tls,
    designs,
    orders,
    range,
    words,
    faults,
    close,
  };
}

export type FakeAdmin = Awaited<ReturnType<typeof fakeAdmin>>;

interface AskInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  readonly body?: unknown;
}

/** What a browser sends back after an answer. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}
