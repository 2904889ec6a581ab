/** Ways through the session that several tests begin with. */
import { nextSession } from '../../../kiosk-ui/customer/session/next-session.ts';
import { newSession, type Session } from '../../../kiosk-ui/customer/session/session.ts';
import type { SessionEvent } from '../../../kiosk-ui/customer/session/session-event.ts';

export const PICTURES = ['/0.png', '/1.png', '/2.png', '/3.png'];

/** A session that all of this has happened to. */
export function journey(...events: readonly SessionEvent[]): Session {
  return events.reduce(nextSession, newSession('en'));
}

/** The machine has drawn. */
export function done(designId: string, seed = 100): SessionEvent {
  return { type: 'done', designId, seed, pictures: PICTURES };
}

export const described: readonly SessionEvent[] = [
  { type: 'wake' },
  { type: 'product', product: 'mug' },
  { type: 'prompt', prompt: ' a panda ' },
  { type: 'style', style: 'ink' },
];

export const drawn: readonly SessionEvent[] = [
  ...described,
  { type: 'draw' },
  { type: 'accepted', designId: 'one' },
  done('one'),
];

export const chosen: readonly SessionEvent[] = [...drawn, { type: 'choose', picture: 2 }];

export const ordering: readonly SessionEvent[] = [
  ...chosen,
  { type: 'go', screen: 'preview' },
  { type: 'placement', placement: { xMm: 0, yMm: 4, widthMm: 80, rotationDeg: 0 } },
  { type: 'go', screen: 'confirm' },
  { type: 'confirm', key: 'key-1' },
];

export const TICKET = { code: 'A7KQ', ticketUrl: '/api/orders/A7KQ/receipt.png', qrText: 'A7KQ' };
