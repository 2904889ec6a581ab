/** What the page follows of the shop while it is open: its settings, and whether the server is there at all. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { pause } from '../shared/pause.ts';
import type { Server } from './server.ts';
import type { ShopSettings } from './server-types.ts';

export interface Shop {
  /** Undefined until the server has told them. */
  readonly settings: ReadonlySignal<ShopSettings | undefined>;
  /** The server did not answer when last asked. */
  readonly away: ReadonlySignal<boolean>;
}

/** Soon enough for staff who have just paused the kiosk, seldom enough to disturb no drawing. */
const LOOK_AGAIN_MS = 2000;
/** A single answer that is late, as on a machine that draws, is no news. */
const PATIENCE = 2;

/** Asks again and again until the signal fires. */
export function followShop(server: Pick<Server, 'settings'>, stop?: AbortSignal): Shop {
  const settings = signal<ShopSettings | undefined>();
  const away = signal(false);
  void ask();
  return { settings, away };

  async function ask(): Promise<void> {
    for (let misses = 0; !stop?.aborted; ) {
      const told = await server.settings().catch(() => undefined);
      misses = told ? 0 : misses + 1;
      away.value = misses >= PATIENCE;
      // The same settings again must not wake what depends on them.
      if (told && JSON.stringify(told) !== JSON.stringify(settings.value)) settings.value = told;
      await pause(LOOK_AGAIN_MS, stop);
    }
  }
}
