import type { ReadonlySignal, Signal } from '@preact/signals';
import type { Server } from './server.ts';
import type { Catalogue } from './server-types.ts';
import type { Session } from './session/session.ts';

/** The shop seldom changes its range; some seconds later is soon enough. */
const LOOK_EVERY_MS = 10_000;

/**
 * Takes over what the shop changes in its range, while nobody is using the kiosk: nothing must vanish under a
 * customer's finger.
 *
 * @returns ends it
 */
export function followRange(
  server: Pick<Server, 'catalogue'>,
  session: ReadonlySignal<Pick<Session, 'screen'>>,
  catalogue: Signal<Catalogue | undefined>,
  everyMs = LOOK_EVERY_MS,
): () => void {
  const look = async () => {
    if (!catalogue.value || session.value.screen !== 'attract') return;
    const now = await server.catalogue().catch(() => undefined);
    const isNew = now !== undefined && JSON.stringify(now) !== JSON.stringify(catalogue.value);
    if (isNew && session.value.screen === 'attract') catalogue.value = now;
  };
  const timer = setInterval(() => void look(), everyMs);
  return () => clearInterval(timer);
}
