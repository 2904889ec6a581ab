import { join } from 'node:path';
import { PrinterWatch } from '../device/printer/printer-watch.ts';
import type { EngineDesk } from './admin/engine-desk.ts';
import { switchWhenIdle } from './admin/engine-switch.ts';
import { ErrandDesk } from './admin/errands.ts';
import { openMetrics } from './admin/metrics.ts';
import { printerTrouble } from './admin/printer-health.ts';
import { openSettings, type Settings } from './admin/settings.ts';
import { Statistics } from './admin/statistics.ts';
import { Visits } from './admin/visits.ts';
import { Showcase } from './attract/showcase.ts';
import { applyRestore } from './backup/apply-restore.ts';
import { type Config, type ConfigOptions, parseConfig } from './config.ts';
import { readManifest } from './engines/open-manifest.ts';
import { createApp, type Readiness } from './http/app.ts';
import { readKioskFiles } from './http/kiosk-files.ts';
import type { KioskSettings } from './http/kiosk-settings.ts';
import { type Listener, listen } from './http/listen.ts';
import { InferenceClient } from './inference/client.ts';
import type { ClientTiming } from './inference/timing.ts';
import { DesignJobs, type DrawingEnd } from './jobs/design-jobs.ts';
import { DesignStore } from './jobs/design-store.ts';
import { redrawPicture } from './jobs/redraw.ts';
import { SharedPainter } from './jobs/shared-painter.ts';
import { type Logger, openLog } from './log.ts';
import { PRODUCTS } from './products/products.ts';
import { Range } from './products/range.ts';
import { keepRoom } from './room.ts';
import { type RunningAdmin, startAdmin } from './start-admin.ts';
import { startOrders } from './start-orders.ts';
import { lockData } from './store/data-lock.ts';
import { LineFile } from './store/line-file.ts';
import { superviseServer } from './supervise.ts';
import { ShopGuard } from './words/shop-rules.ts';

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly client: InferenceClient;
  readonly admin: Pick<RunningAdmin, 'url' | 'setUpCode'>;
  /** Resolves when the panel asks for a new start. */
  readonly restartWanted: Promise<void>;
  /** Ends drawing, connections and the child, and frees the data folder. */
  close(): Promise<void>;
}

/** What tests put in place of the real thing, and what provisioning adds to it. */
export interface StartParts {
  readonly childEntry?: URL;
  readonly timing?: Partial<ClientTiming>;
  readonly log?: Logger;
  /** Where this machine can build engines. @param onSwitched wants a start with the new active engine */
  readonly openDesk?: (onSwitched: () => void) => EngineDesk;
}

/** Some weeks of a shop. */
const LOG_FILE = { mostBytes: 5_000_000, durable: false };

const CHILD_ENTRY = new URL('./inference/child.ts', import.meta.url);

/**
 * Starts the server, part by part. Resolves when it listens; designs can be drawn once `/readyz` says so.
 *
 * @throws MotifError data-in-use, port-in-use, not-provisioned; InputError for settings that do not fit.
 *   Whatever was started by then is ended.
 */
export async function start(options: ConfigOptions, parts: StartParts = {}): Promise<RunningServer> {
  const config = parseConfig(options, process.env);
  let askToRestart = () => {};
  const restartWanted = new Promise<void>((resolve) => {
    askToRestart = resolve;
  });
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const lock = await lockData(config.dataDir);
    closers.push(() => lock.release());
    const isRestored = await applyRestore(config.dataDir);
    const logFile = new LineFile(join(config.dataDir, 'logs', 'motif.jsonl'), LOG_FILE);
    closers.push(async () => logFile.close());
    const log = parts.log ?? openLog(config.logLevel, logFile);
    if (isRestored) log.warn('A backup has taken the place of the data');
    const settings = await openSettings(config.dataDir);
    const printer = new PrinterWatch({ uri: () => settings.data.printer });
    closers.push(async () => printer.close());
    const engine = await readManifest(config.engineDir);
    const store = await DesignStore.open(join(config.dataDir, 'designs'));
    const files = await readKioskFiles(config.kioskDir);
    const client = startClient(config, parts, log);
    closers.push(() => client.close());
    const range = await Range.open(config.dataDir, engine);
    const metrics = openMetrics();
    const statistics = await Statistics.open(config.dataDir);
    const visits = new Visits(statistics, log);
    closers.push(() => visits.write());
    const onDrawn = (end: DrawingEnd) => {
      metrics.tookDrawing(end);
      statistics.took(end).catch((err: unknown) => log.error({ err }, 'A drawing was not counted'));
    };
    const room = keepRoom({ dataDir: config.dataDir, store, log });
    closers.push(async () => room.close());
    const painter = new SharedPainter(client);
    const designs = new DesignJobs({
      painter,
      store,
      get catalogue() {
        return range.catalogue;
      },
      get engine() {
        return { ...engine, defaults: range.defaults };
      },
      log,
      onDrawn,
      ensureRoom: room.ensure,
    });
    closers.push(async () => designs.close());
    const ordering = await startOrders({
      dataDir: config.dataDir,
      settings,
      designs: store,
      redraw: (drawn) =>
        redrawPicture(drawn, {
          painter,
          store,
          catalogue: range.catalogue,
          engine: { ...engine, defaults: range.defaults },
        }),
      onPlaced: () => {
        statistics.ordered().catch((err: unknown) => log.error({ err }, 'An order was not counted'));
      },
      product: (id) => range.product(id),
      ensureRoom: room.ensure,
      log,
    });
    closers.push(() => ordering.close());
    const readiness = () => readinessOf(client, room.trouble());
    const onFault = (fault: unknown, request: object) =>
      log.error({ err: fault, ...request }, 'Request failed');
    const words = await ShopGuard.open(config.dataDir);
    const showcase = new Showcase(
      join(config.dataDir, 'attract'),
      PRODUCTS.map(({ id }) => id),
    );
    const errandDesk = new ErrandDesk();
    const app = createApp({
      words,
      onRefused: (refusal) => log.info(refusal, 'Words were refused'),
      showcase,
      designs,
      orders: ordering.orders,
      cutOut: ordering.cutOut,
      catalogue: () => range.catalogue,
      files,
      readiness,
      errandDesk,
      settings: () => kioskSettings(settings.data, printer, errandDesk),
      onVisit: (visit) => visits.take(visit),
      onFault,
    });
    const listener: Listener = await listen(app.fetch, config.port);
    closers.push(() => listener.close());
    const url = `http://localhost:${listener.port}`;
    closers.push(superviseServer({ dataDir: config.dataDir, port: listener.port, client, readiness, log }));
    const change = switchWhenIdle({ queue: () => designs.queue, restart: () => askToRestart() });
    closers.push(async () => change.close());
    const desk = parts.openDesk?.(change.want) ?? null;
    closers.push(async () => desk?.close());
    const admin = await startAdmin({
      desk,
      store,
      forgetArchived: ordering.forgetArchived,
      errandDesk,
      isSwitching: change.isWanted,
      config,
      settings,
      client,
      designs,
      engine,
      printer,
      log,
      logFile,
      metrics,
      statistics,
      orders: ordering.orders,
      orderNews: ordering.news,
      showcase,
      range,
      words,
      ensureRoom: room.ensure,
      restart: () => askToRestart(),
    });
    closers.push(() => admin.close());
    log.info({ url, admin: admin.url, data: config.dataDir, engine: engine.key }, 'Motif listens');
    return { url, port: listener.port, client, admin, restartWanted, close, [Symbol.asyncDispose]: close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

function startClient({ engineDir, threads }: Config, parts: StartParts, log: Logger): InferenceClient {
  return new InferenceClient({
    entry: parts.childEntry ?? CHILD_ENTRY,
    settings: { engineDir, threads },
    log,
    ...(parts.timing ? { timing: parts.timing } : {}),
  });
}

/** Without what only staff need to know. */
function kioskSettings(
  { staffRelease: _release, printer: _address, retention: _rules, ...settings }: Settings,
  { printer }: PrinterWatch,
  { errands, fingerprint }: ErrandDesk,
): KioskSettings {
  return { ...settings, printerTrouble: printerTrouble(printer), errands, fingerprint };
}

/** Ready means that a canary drew in the child that is there now, and that there is room to keep designs. */
function readinessOf({ state, failure }: InferenceClient, noRoom: string | null): Readiness {
  if (noRoom !== null) return { ready: false, reason: noRoom };
  switch (state) {
    case 'ready':
    case 'busy':
      return { ready: true };
    case 'starting':
      return { ready: false, reason: 'The engine is being loaded; the first picture is drawn as a test.' };
    case 'restarting':
      return { ready: false, reason: 'The drawing process was lost and starts anew.' };
    case 'failed':
      return { ready: false, reason: failure?.message ?? 'The drawing process keeps failing.' };
    case 'closed':
      return { ready: false, reason: 'The server is shutting down.' };
  }
}
