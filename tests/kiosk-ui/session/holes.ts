import { canShow } from '../../../kiosk-ui/customer/session/places.ts';
import {
  chosenPicture,
  findPicture,
  newSession,
  type Session,
} from '../../../kiosk-ui/customer/session/session.ts';

/** What must be true of every session, and is not of this one; empty when all is well. */
export function holes(session: Session): readonly string[] {
  const { screen, drawing, rounds, shown, picture: index, compared, keeping, order } = session;
  const checks: readonly (readonly [string, boolean])[] = [
    ['the screen has all it shows', canShow(session, screen)],
    ['a drawing is under way exactly on its screen', (drawing !== undefined) === (screen === 'drawing')],
    ['the shown round exists', rounds.length === 0 ? shown === 0 : rounds[shown] !== undefined],
    ['the chosen picture exists', index === undefined || chosenPicture(session) !== undefined],
    ['the compared picture exists', compared === undefined || findPicture(session, compared) !== undefined],
    ['the kept picture exists', keeping === undefined || findPicture(session, keeping) !== undefined],
    ['rounds are told apart', new Set(rounds.map((round) => round.designId)).size === rounds.length],
    ['a placed order shows its ticket', (order?.phase === 'placed') === (screen === 'ticket')],
    ['an order on its way is confirmed', order?.phase !== 'sending' || screen === 'confirm'],
    ['nobody at the kiosk means nothing of anybody', screen !== 'attract' || isBlank(session)],
  ];
  return checks.flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

/** How it is to be read and reached may be set before the first touch. */
function isBlank(session: Session): boolean {
  return JSON.stringify({ ...session, eases: [] }) === JSON.stringify(newSession(session.language));
}
