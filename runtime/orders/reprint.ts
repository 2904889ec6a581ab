import { MotifError } from '../errors.ts';
import type { OrderRecord } from './order.ts';
import type { Orders } from './orders.ts';

/**
 * Sends an order that was printed to the printer once more, its files made anew from its design.
 *
 * @param by who asks for it
 * @throws MotifError not-found, wrong-state
 */
export async function reprint(orders: Orders, text: string, by: string): Promise<OrderRecord> {
  const { code, state } = orders.find(text);
  if (state !== 'printed') {
    throw new MotifError(
      'wrong-state',
      `Expected an order that was printed but ${code} is "${state}". Look at it again.`,
    );
  }
  await orders.remake(code);
  return orders.move(code, 'released', by);
}
