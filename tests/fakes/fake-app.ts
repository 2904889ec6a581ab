import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrandDesk } from '../../runtime/admin/errands.ts';
import { Showcase } from '../../runtime/attract/showcase.ts';
import { type AppParts, createApp } from '../../runtime/http/app.ts';
import { DesignJobs, type JobsParts } from '../../runtime/jobs/design-jobs.ts';
import { DesignStore } from '../../runtime/jobs/design-store.ts';
import { catalogueFor } from '../../runtime/products/catalogue.ts';
import { wordGuard } from '../../runtime/words/word-guard.ts';
import { FAKE_ENGINE, FAKE_SIZES } from './fake-engine-facts.ts';
import { fakeOrders } from './fake-orders.ts';
import { FakePainter } from './fake-painter.ts';
import { FAKE_SETTINGS } from './fake-settings.ts';
import { recordingLog } from './recording-log.ts';

/**
 * The real app and jobs over a painter without a model.
 *
 * @param styles ids of the styles the model is said to know; null: all
 */
export async function fakeApp(
  parts: Partial<AppParts> = {},
  styles: readonly string[] | null = null,
  jobsParts: Partial<JobsParts> = {},
) {
  const dir = await mkdtemp(join(tmpdir(), 'motif-app-'));
  const painter = new FakePainter();
  const faults: unknown[] = [];
  const catalogue = catalogueFor(FAKE_SIZES, styles);
  const store = await DesignStore.open(dir);
  const { orders, closeOrders } = await fakeOrders(join(dir, 'orders'), store);
  const designs = new DesignJobs({
    painter,
    store,
    catalogue,
    engine: FAKE_ENGINE,
    log: recordingLog().log,
    places: 1,
    ...jobsParts,
  });
  const app = createApp({
    words: wordGuard(),
    onRefused: () => undefined,
    showcase: new Showcase(join(dir, 'attract'), []),
    designs,
    orders,
    cutOut: async (png) => png,
    catalogue: () => catalogue,
    files: new Map(),
    readiness: () => ({ ready: true }),
    settings: () => FAKE_SETTINGS,
    onVisit: () => undefined,
    errandDesk: new ErrandDesk(),
    onFault: (fault) => faults.push(fault),
    ...parts,
  });
  const close = async () => {
    designs.close();
    closeOrders();
    painter.release();
    await rm(dir, { recursive: true, maxRetries: 3 });
  };
  /** Asks as a browser on this machine does. */
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(path, { ...init, headers: { host: 'localhost:8080', ...init.headers } });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    ask('/api/designs', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { dir, app, store, orders, ask, post, painter, faults, close };
}

export type FakeApp = Awaited<ReturnType<typeof fakeApp>>;
