/** Serves the built page with the real HTTP face and a fake drawing machine behind it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import sharp from 'sharp';
import { ErrandDesk } from '../../runtime/admin/errands.ts';
import { Showcase } from '../../runtime/attract/showcase.ts';
import { createApp } from '../../runtime/http/app.ts';
import { readKioskFiles } from '../../runtime/http/kiosk-files.ts';
import type { KioskSettings } from '../../runtime/http/kiosk-settings.ts';
import type { Designs } from '../../runtime/jobs/designs.ts';
import { type PictureFacts, toXmp } from '../../runtime/jobs/picture-facts.ts';
import type { Orders } from '../../runtime/orders/orders.ts';
import { cutOutPicture } from '../../runtime/print/master-image.ts';
import { catalogueFor } from '../../runtime/products/catalogue.ts';
import { wordGuard } from '../../runtime/words/word-guard.ts';
import { fakeOrders } from '../fakes/fake-orders.ts';
import { FAKE_SETTINGS } from '../fakes/fake-settings.ts';
import { fakeDesigns, type Misfortune } from './fake-designs.ts';

export interface FakeServer {
  readonly url: string;
  readonly port: number;
  readonly misfortune: Misfortune & { ready: boolean };
  readonly memory: FakeMemory;
  /** What was ordered here. */
  readonly orders: Orders;
  /** What the shop has decided; may be changed while the page is open. */
  settings: KioskSettings;
  /** The model heeds guidance and draws in more steps or fewer; may be changed before the page is opened. */
  guided: boolean;
  /** Ids of the designs that are still kept. */
  designs(): readonly string[];
  stop(): Promise<void>;
}

const SIZES = [
  { width: 512, height: 512 },
  { width: 832, height: 320 },
  { width: 480, height: 640 },
  { width: 352, height: 736 },
  { width: 640, height: 448 },
];

/** What a server still knows when it has been restarted: real ones keep finished designs on the disk. */
export interface FakeMemory {
  readonly misfortune: FakeServer['misfortune'];
  readonly designs: ReturnType<typeof fakeDesigns>;
}

function newMemory(sizeOf: Parameters<typeof fakeDesigns>[1]): FakeMemory {
  const misfortune = { queueFull: 0, failNext: 0, stepMs: 120, ready: true, diskFull: false, blur: 0 };
  return { misfortune, designs: fakeDesigns(misfortune, sizeOf) };
}

/** @param port 0 for any free one @param kept of the server before this one; left out: it remembers nothing */
export async function startFakeServer(pageDir: string, port = 0, kept?: FakeMemory): Promise<FakeServer> {
  const shop = { settings: FAKE_SETTINGS, guided: false };
  const catalogue = catalogueFor(process.env.MOTIF_FAKE_SQUARE ? SIZES.slice(0, 1) : SIZES, null);
  const sizeOf = (product: string) =>
    catalogue.products.find(({ id }) => id === product)?.size ?? { width: 512, height: 512 };
  const memory = kept ?? newMemory(sizeOf);
  const { designs, misfortune } = memory;
  const ordersDir = await mkdtemp(join(tmpdir(), 'motif-fake-orders-'));
  const { orders, closeOrders } = await fakeOrders(ordersDir, keptDesigns(designs));
  const app = createApp({
    words: wordGuard(),
    onRefused: () => undefined,
    showcase: new Showcase(join(pageDir, 'no-attract'), []),
    designs,
    orders,
    cutOut: async (png) => Uint8Array.from(await cutOutPicture(png)),
    catalogue: () => (shop.guided ? { ...catalogue, matters: { guidance: true, steps: true } } : catalogue),
    files: await readKioskFiles(pageDir),
    readiness: () => (misfortune.ready ? { ready: true } : { ready: false, reason: 'still warming up' }),
    settings: () => shop.settings,
    onVisit: () => undefined,
    errandDesk: new ErrandDesk(),
    onFault: (fault) => console.error(fault),
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: bound }) => {
      resolve({
        url: `http://127.0.0.1:${bound}`,
        port: bound,
        misfortune,
        memory,
        orders,
        get settings() {
          return shop.settings;
        },
        set settings(settings) {
          shop.settings = settings;
        },
        get guided() {
          return shop.guided;
        },
        set guided(guided) {
          shop.guided = guided;
        },
        designs: () => designs.ids(),
        stop: () =>
          new Promise((stopped) => {
            closeOrders();
            server.close(() => void rm(ordersDir, { recursive: true }).then(stopped));
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}

const FACTS: PictureFacts = {
  prompt: 'a fake',
  negative: '',
  model: 'fake',
  engine: 'f'.repeat(64),
  produceId: 'fake/0',
  seed: 1,
  steps: 4,
  guidance: 1,
};

/** Finished fake designs as the store of real ones would have kept them. */
function keptDesigns(designs: Designs): Parameters<typeof fakeOrders>[1] {
  return {
    record: async (id) => {
      const { product, prompt, negative, style, count, seed, preset, from, pictures, createdAt } =
        await designs.view(id);
      const [first] = pictures;
      const wish = { product, prompt, negative, style, count, seed, preset, from };
      const { width = 512, height = 512 } = first ?? {};
      const finishedAt = new Date().toISOString();
      return {
        format: 1,
        id,
        wish,
        width,
        height,
        engine: FACTS.engine,
        createdAt,
        finishedAt,
        lastEventId: 1,
      };
    },
    picture: async (id, index) => {
      const png = await sharp(await designs.picture(id, index))
        .withXmp(toXmp(FACTS))
        .png()
        .toBuffer();
      return Uint8Array.from(png);
    },
  };
}
