/** Tells the shop which screens customers reach, so that it sees where they leave. Nothing of theirs is told. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { type Screen, screens } from '../shared/journey.ts';
import type { Visit } from './server-types.ts';
import type { Session } from './session/session.ts';

/**
 * @param tell may fail: whatever becomes of a report, the customer never notices
 * @returns ends it
 */
export function reportVisits(
  session: ReadonlySignal<Pick<Session, 'screen' | 'chips'>>,
  tell: (visit: Visit) => Promise<unknown>,
): () => void {
  let from = session.peek().screen;
  // After a reload the screens before this one have been told.
  let reached = new Set<Screen>(screens.slice(0, screens.indexOf(from) + 1));
  return effect(() => {
    const { screen: to, chips } = session.value;
    if (to === from) return;
    if (from === 'attract') reached = new Set();
    const visit = { from, to, first: !reached.has(to), chips: to === 'drawing' ? [...chips] : [] };
    reached.add(to);
    from = to;
    tell(visit).catch(() => undefined);
  });
}
