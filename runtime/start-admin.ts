import { hostname, networkInterfaces } from 'node:os';
import { Accounts } from './admin/accounts.ts';
import { AuditLog } from './admin/audit-log.ts';
import { Doorkeeper } from './admin/doorkeeper.ts';
import type { EngineDesk } from './admin/engine-desk.ts';
import type { ErrandDesk } from './admin/errands.ts';
import { GuessLimit } from './admin/guess-limit.ts';
import { lookAtMachine, type MachineParts } from './admin/machine.ts';
import type { Metrics } from './admin/metrics.ts';
import { issueCode } from './admin/one-time-code.ts';
import { keepRetention } from './admin/retention.ts';
import { Sessions } from './admin/sessions.ts';
import type { Settings } from './admin/settings.ts';
import type { Statistics } from './admin/statistics.ts';
import type { Showcase } from './attract/showcase.ts';
import { takeRestore } from './backup/take-restore.ts';
import { writeBackup } from './backup/write-backup.ts';
import type { Config } from './config.ts';
import { createAdminApp } from './http/admin/app.ts';
import { certifiedNames } from './http/admin/own-names.ts';
import { readKioskFiles } from './http/kiosk-files.ts';
import { type Door, listen } from './http/listen.ts';
import type { DesignStore } from './jobs/design-store.ts';
import type { Logger } from './log.ts';
import type { OrderNews } from './orders/order-news.ts';
import type { Orders } from './orders/orders.ts';
import type { Range, RangeEngine } from './products/range.ts';
import type { Document } from './store/document.ts';
import type { IsOld } from './store/line-age.ts';
import type { LineFile } from './store/line-file.ts';
import { PanelTls } from './tls/panel-tls.ts';
import type { ShopGuard } from './words/shop-rules.ts';

/** Half a dozen browsers with a live stream each, and their loading. */
const MOST_CONNECTIONS = 128;
/** A backup of many orders over a slow network. */
const UPLOAD_WITHIN_MS = 15 * 60_000;

export interface AdminStart extends Omit<MachineParts, 'dataDir' | 'setAside'> {
  readonly config: Config;
  readonly settings: Document<Settings>;
  readonly log: Logger;
  readonly logFile: LineFile;
  readonly metrics: Metrics;
  readonly statistics: Statistics;
  readonly orders: Orders;
  readonly orderNews: OrderNews;
  readonly showcase: Showcase;
  readonly range: Range;
  readonly words: ShopGuard;
  readonly engine: MachineParts['engine'] & RangeEngine;
  readonly ensureRoom: () => Promise<void>;
  readonly store: DesignStore;
  readonly forgetArchived: (isOld: IsOld) => Promise<void>;
  readonly errandDesk: ErrandDesk;
  /** Null where the engine is one that this server cannot build. */
  readonly desk: EngineDesk | null;
  /** The server starts anew with another engine as soon as nothing is drawn. */
  readonly isSwitching: () => boolean;
  /** Ends this server so that it starts anew. */
  readonly restart: () => void;
}

export interface RunningAdmin {
  /** As the shop's network reaches it, as far as this machine knows. */
  readonly url: string;
  /** With which the passwords are set; null once they are. */
  readonly setUpCode: string | null;
  close(): Promise<void>;
}

/**
 * Starts the admin panel on its own listener.
 *
 * @throws MotifError port-in-use, data-newer
 */
export async function startAdmin(start: AdminStart): Promise<RunningAdmin> {
  const { config, settings, log, logFile, metrics, statistics } = start;
  const accounts = await Accounts.open(config.dataDir);
  const limit = await GuessLimit.open(config.dataDir);
  const sessions = await Sessions.open(config.dataDir);
  const doorkeeper = new Doorkeeper({ dataDir: config.dataDir, accounts, limit, sessions });
  const setAside = [settings, accounts, sessions, statistics, start.range, start.words].flatMap(
    (document) => document.setAside,
  );
  for (const damaged of setAside) log.error(damaged, 'A damaged file was set aside');
  const look = () => lookAtMachine({ ...start, dataDir: config.dataDir, setAside });
  const setUpCode = accounts.areSetUp ? null : await issueCode(config.dataDir);
  const audit = new AuditLog(config.dataDir);
  const endRetention = keepRetention({
    retention: () => settings.data.retention,
    designs: start.store,
    orders: { forgetArchived: start.forgetArchived },
    logs: [logFile, audit],
    statistics,
    log,
  });
  const names = config.adminNames.split(',').filter((name) => name !== '');
  const tls = await PanelTls.open({
    dataDir: config.dataDir,
    names: () => certifiedNames(names),
    authorityName: `Motif ${hostname()}`,
    log,
    onTurned: () => sessions.endAll(),
  });
  tls.watch();
  const app = createAdminApp({
    doorkeeper,
    audit,
    settings,
    look,
    desk: start.desk,
    errandDesk: start.errandDesk,
    isSwitching: start.isSwitching,
    logTail: (most) => logFile.tail(most),
    files: await readKioskFiles(config.kioskDir, 'admin.html'),
    metrics,
    statistics,
    orders: start.orders,
    orderNews: start.orderNews,
    showcase: start.showcase,
    range: start.range,
    words: start.words,
    backup: () => writeBackup(config.dataDir),
    restore: (file) => takeRestore({ ...start, dataDir: config.dataDir }, file),
    restart: start.restart,
    names,
    tls,
    onFault: (fault, request) => log.error({ err: fault, ...request }, 'Admin request failed'),
  });
  const listener = await listen(app.fetch, portOf(config), doorOf(config, tls));
  const close = async () => {
    await listener.close();
    // A build that this ends is written down as ended.
    await start.desk?.close();
    await tls.close();
    endRetention();
    audit.close();
  };
  const scheme = tls.on ? 'https' : 'http';
  return { url: urlOf(scheme, config.adminHost, listener.port), setUpCode, close };
}

function portOf({ port, adminPort }: Config): number {
  if (adminPort !== undefined) return adminPort;
  return port === 0 ? 0 : port + 1;
}

function doorOf({ adminHost }: Config, tls: PanelTls): Door {
  return {
    host: adminHost,
    mostConnections: MOST_CONNECTIONS,
    requestWithinMs: UPLOAD_WITHIN_MS,
    credentials: () => tls.credentials,
    setting: '--admin-port (MOTIF_ADMIN_PORT)',
  };
}

/** Where it listens everywhere, the first address on a network is one that other devices can use. */
function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? (lanAddress() ?? 'localhost') : host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}:${port}`;
}

function lanAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
