/** The way from the chosen picture to the ticket. */
import type { Choices, OrderEvent } from './order-state.ts';
import type { Session } from './session.ts';

const orderEvents: ReadonlySet<string> = new Set<OrderEvent['type']>([
  'placement',
  'choices',
  'confirm',
  'order-trouble',
  'order-well-again',
  'order-refused',
  'ordered',
]);

/** Tells what concerns the order from the rest of the journey. */
export function isOrderEvent(event: { readonly type: string }): event is OrderEvent {
  return orderEvents.has(event.type);
}

/** While an order is on its way, or has been placed, nothing about it can be changed. */
export function isOrdering({ order }: Pick<Session, 'order'>): boolean {
  return order?.phase === 'sending' || order?.phase === 'placed';
}

/** The session after one event of the order. */
export function nextOrder(session: Session, event: OrderEvent): Session {
  switch (event.type) {
    case 'placement':
      return choosing(session, { placement: event.placement });
    case 'choices':
      return choosing(session, event.choices);
    case 'confirm':
      return session.screen === 'confirm' && !isOrdering(session)
        ? { ...session, order: { phase: 'sending', key: event.key } }
        : session;
    default:
      return afterNews(session, event);
  }
}

function choosing(session: Session, choices: Choices): Session {
  const there = session.screen === 'preview' || session.screen === 'confirm';
  if (!there || isOrdering(session)) return session;
  // A refused order that is changed is a new one: it gets a new key.
  return { ...session, choices: { ...session.choices, ...choices }, order: undefined };
}

type News = Exclude<OrderEvent, { type: 'placement' | 'choices' | 'confirm' }>;

function afterNews(session: Session, event: News): Session {
  const { order } = session;
  if (order?.phase !== 'sending') return session;
  const { key } = order;
  switch (event.type) {
    case 'order-trouble':
      return { ...session, order: { phase: 'sending', key, trouble: event.trouble } };
    case 'order-well-again':
      return { ...session, order: { phase: 'sending', key } };
    case 'order-refused':
      return { ...session, order: { phase: 'refused', key, message: event.message } };
    case 'ordered':
      return { ...session, screen: 'ticket', order: { phase: 'placed', key, ticket: event.ticket } };
  }
}
