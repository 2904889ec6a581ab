/** Where the customer may stand, and where the way back leads. */

import type { Screen } from '../../shared/journey.ts';
import { isOrdering } from './ordering.ts';
import { chosenPicture, type Session } from './session.ts';

/** Whether the customer could stand on this screen now without a hole in what it shows. */
export function canShow(session: Session, screen: Screen): boolean {
  switch (screen) {
    case 'attract':
    case 'product':
      return true;
    case 'describe':
      return session.product !== undefined;
    case 'drawing':
      return session.drawing !== undefined;
    case 'choose':
      return session.rounds.length > 0;
    case 'refine':
    case 'preview':
    case 'confirm':
      return chosenPicture(session) !== undefined;
    case 'ticket':
      return session.order?.phase === 'placed';
  }
}

const before: Readonly<Partial<Record<Screen, Screen>>> = {
  describe: 'product',
  choose: 'describe',
  refine: 'choose',
  preview: 'refine',
  confirm: 'preview',
};

/** The screen before this one; undefined where there is no way back. */
export function screenBefore(screen: Screen): Screen | undefined {
  return before[screen];
}

/** Stands on another screen, if it can be shown. An order on its way, or placed, cannot be walked away from. */
export function goTo(session: Session, screen: Screen): Session {
  const barred = screen === 'attract' || screen === 'ticket' || isOrdering(session);
  if (barred || screen === session.screen || !canShow(session, screen)) return session;
  // Walking away from a drawing under way gives it up: the machine is needed for the next wish.
  const left = session.screen === 'drawing' ? { ...session, drawing: undefined } : session;
  return { ...left, screen, notice: undefined };
}
