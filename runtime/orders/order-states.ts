import { MotifError } from '../errors.ts';
import type { OrderRecord, OrderState } from './order.ts';

/** What may follow each state. A print that failed is released again; a printed one may be printed once more. */
const NEXT: Readonly<Record<OrderState, readonly OrderState[]>> = {
  waiting: ['released', 'cancelled'],
  released: ['printing', 'printed', 'cancelled'],
  printing: ['printed', 'released', 'cancelled'],
  printed: ['picked-up', 'released', 'cancelled'],
  'picked-up': [],
  cancelled: [],
};

/** Who says what became of a job. */
export const PRINTER = 'printer';

/** What an order in this state may become. */
export function nextStates(state: OrderState): readonly OrderState[] {
  return NEXT[state];
}

/** True for the states that an order never leaves. */
export function hasEnded(state: OrderState): boolean {
  return NEXT[state].length === 0;
}

/**
 * The order in its next state. Its job at the printer stays named where somebody else than the printer ends the
 * printing, so that it is withdrawn there.
 *
 * @param by who brought it there: `staff`, `technician`, `printer`, `kiosk`
 * @throws MotifError('wrong-state') where the one does not follow the other
 */
export function moved(order: OrderRecord, state: OrderState, by: string, now: Date): OrderRecord {
  if (!NEXT[order.state].includes(state)) {
    throw new MotifError(
      'wrong-state',
      `Expected an order that can become "${state}" but ${order.code} is "${order.state}". Look at it again.`,
    );
  }
  const isLeft = by !== PRINTER && (state === 'released' || state === 'cancelled');
  const printJob = state === 'printing' || isLeft ? order.printJob : null;
  return { ...order, state, printJob, history: [...order.history, { state, at: now.toISOString(), by }] };
}
