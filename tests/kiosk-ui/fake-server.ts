/** Serves the built page with the real HTTP face and a fake drawing machine behind it. */
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Showcase } from '../../runtime/attract/showcase.ts';
import { createApp } from '../../runtime/http/app.ts';
import { readKioskFiles } from '../../runtime/http/kiosk-files.ts';
import { catalogueFor } from '../../runtime/products/catalogue.ts';
import { wordGuard } from '../../runtime/words/word-guard.ts';
import { FAKE_SETTINGS } from '../fakes/fake-settings.ts';
import { fakeDesigns, type Misfortune } from './fake-designs.ts';

export interface FakeServer {
  readonly url: string;
  readonly port: number;
  readonly misfortune: Misfortune & { ready: boolean };
  stop(): Promise<void>;
}

const SIZES = [
  { width: 512, height: 512 },
  { width: 832, height: 320 },
  { width: 480, height: 640 },
  { width: 352, height: 736 },
  { width: 640, height: 448 },
];

/** @param port 0 for any free one */
export async function startFakeServer(pageDir: string, port = 0): Promise<FakeServer> {
  const misfortune = { queueFull: 0, failNext: false, stepMs: 120, ready: true };
  const catalogue = catalogueFor(process.env.MOTIF_FAKE_SQUARE ? SIZES.slice(0, 1) : SIZES, null);
  const sizeOf = (product: string) =>
    catalogue.products.find(({ id }) => id === product)?.size ?? { width: 512, height: 512 };
  const app = createApp({
    words: wordGuard(),
    showcase: new Showcase(join(pageDir, 'no-attract'), []),
    designs: fakeDesigns(misfortune, sizeOf),
    catalogue,
    files: await readKioskFiles(pageDir),
    readiness: () => (misfortune.ready ? { ready: true } : { ready: false, reason: 'still warming up' }),
    settings: () => FAKE_SETTINGS,
    onFault: (fault) => console.error(fault),
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, ({ port: bound }) => {
      resolve({
        url: `http://127.0.0.1:${bound}`,
        port: bound,
        misfortune,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
  });
}
