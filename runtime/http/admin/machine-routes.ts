import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { EngineBuild, EngineDesk } from '../../admin/engine-desk.ts';
import { healthOf } from '../../admin/health.ts';
import type { HealthItem } from '../../admin/health-item.ts';
import type { MachineFacts } from '../../admin/machine.ts';
import type { Settings } from '../../admin/settings.ts';
import type { Statistics } from '../../admin/statistics.ts';
import type { OrderNews } from '../../orders/order-news.ts';
import type { Orders } from '../../orders/orders.ts';
import type { Bilingual } from '../../products/bilingual.ts';
import { CHIPS } from '../../products/chips.ts';
import { PRODUCTS } from '../../products/products.ts';
import type { Range } from '../../products/range.ts';
import { STYLES } from '../../products/styles.ts';
import type { Document } from '../../store/document.ts';
import { type AdminEnv, needs, noteAct, sessionOf } from './admission.ts';
import { asFile } from './download.ts';

/** Everything the panel shows as it changes. */
export interface Live {
  readonly health: readonly HealthItem[];
  readonly facts: MachineFacts;
  readonly settings: Settings;
  readonly engines: {
    /** Null where nothing was built since the server started, or where it cannot. */
    readonly build: EngineBuild | null;
    /** The server starts anew with another engine as soon as nothing is drawn. */
    readonly isSwitching: boolean;
  };
  readonly orders: {
    /** Grows with every change of an order. */
    readonly revision: number;
    /** Orders that wait for staff to release them. */
    readonly waiting: number;
  };
}

export interface MachineRouteParts {
  readonly doorkeeper: Doorkeeper;
  readonly audit: AuditLog;
  readonly settings: Document<Settings>;
  readonly statistics: Pick<Statistics, 'latest'>;
  readonly range: Range;
  readonly desk: EngineDesk | null;
  readonly isSwitching: () => boolean;
  readonly orders: Orders;
  readonly orderNews: OrderNews;
  readonly look: () => Promise<MachineFacts>;
  /** The last lines of the server's log, oldest first. */
  readonly logTail: (most: number) => Promise<readonly string[]>;
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: Bilingual }) => [id, name] as const;
/** Of what the statistics count by id. */
const NAMES: Readonly<Record<'products' | 'styles', Readonly<Record<string, Bilingual>>>> = {
  products: Object.fromEntries(PRODUCTS.map(nameOf)),
  styles: Object.fromEntries(STYLES.map(nameOf)),
};

const LIVE_EVERY_MS = 2_000;
const SHOWN_LINES = 300;
const BUNDLED_LINES = 5_000;
const SHOWN_ACTS = 200;
const SHOWN_DAYS = 60;

/** How the machine is and was, live and to take away. */
export function machineRoutes(parts: MachineRouteParts) {
  const {
    doorkeeper,
    audit,
    settings,
    statistics,
    orders,
    orderNews,
    look,
    logTail,
    desk,
    isSwitching,
    range,
  } = parts;
  const now = async (): Promise<Live> => {
    const facts = await look();
    const waiting = orders.live.filter(({ state }) => state === 'waiting').length;
    return {
      facts,
      health: healthOf(facts, settings.data),
      settings: settings.data,
      engines: { build: desk?.build ?? null, isSwitching: isSwitching() },
      orders: { revision: orderNews.revision, waiting },
    };
  };
  return new Hono<AdminEnv>()
    .get('/live', needs('staff', doorkeeper), (c) => {
      c.header('X-Accel-Buffering', 'no');
      return streamSSE(c, async (stream) => {
        // The stream ends with the session but does not prolong it.
        while (!stream.aborted && doorkeeper.isOpen(sessionOf(c))) {
          await stream.writeSSE({ event: 'live', data: JSON.stringify(await now()) });
          await orderNews.next(LIVE_EVERY_MS);
        }
      });
    })
    .get('/status', needs('staff', doorkeeper), async (c) => c.json(await now()))
    .get('/statistics', needs('staff', doorkeeper), (c) =>
      c.json({
        days: statistics.latest(SHOWN_DAYS),
        names: { ...NAMES, chips: Object.fromEntries([...CHIPS, ...range.catalogue.chips].map(nameOf)) },
      }),
    )
    .get('/log', needs('technician', doorkeeper), async (c) => c.json(await logTail(SHOWN_LINES)))
    .get('/log/file', needs('technician', doorkeeper), async (c) => {
      const lines = await logTail(Number.POSITIVE_INFINITY);
      return c.body(lines.map((line) => `${line}\n`).join(''), 200, download('motif-log', 'jsonl'));
    })
    .get('/audit', needs('technician', doorkeeper), async (c) => c.json(await audit.latest(SHOWN_ACTS)))
    .get('/support-bundle', needs('technician', doorkeeper), async (c) => {
      noteAct(audit, c, 'support-bundle');
      const bundle = {
        motif: 'support-bundle',
        at: new Date().toISOString(),
        node: process.version,
        platform: `${process.platform} ${process.arch}`,
        ...(await now()),
        audit: await audit.latest(SHOWN_ACTS),
        log: await logTail(BUNDLED_LINES),
      };
      return c.body(`${JSON.stringify(bundle, null, 2)}\n`, 200, download('motif-support', 'json'));
    })
    .post('/metrics-token', needs('technician', doorkeeper), async (c) => {
      noteAct(audit, c, 'metrics-token');
      return c.json({ token: await doorkeeper.renewMetricsToken() });
    });
}

function download(name: string, ending: string): Record<string, string> {
  return { 'Content-Type': 'application/octet-stream', ...asFile(name, ending) };
}
