/** When a kiosk that nobody touches asks whether anybody is there, and when it clears everything away. */
import type { Session } from '../session/session.ts';

/** Whether the customer is there, as far as touches tell. */
export type Idle =
  | { readonly phase: 'awake' }
  | { readonly phase: 'asking'; readonly secondsLeft: number }
  | { readonly phase: 'over' };

/** How long the question stands before everything is cleared; WCAG 2.2.1 asks for 20 at least. */
export const ASKING_SECONDS = 30;
const SHORTEST = 30;
const LONGEST = 300;
const DEFAULT = 60;

/**
 * @param silentMs since the last touch, or since the machine last worked for the customer
 * @param idleSeconds the shop's setting, kept between 30 and 300
 */
export function idleAfter(silentMs: number, idleSeconds: number = DEFAULT): Idle {
  const patience = Math.min(LONGEST, Math.max(SHORTEST, idleSeconds)) * 1000;
  const over = silentMs - patience;
  if (over < 0) return { phase: 'awake' };
  const secondsLeft = Math.ceil(ASKING_SECONDS - over / 1000);
  return secondsLeft > 0 ? { phase: 'asking', secondsLeft } : { phase: 'over' };
}

/**
 * Whether the customer waits for the machine, not the machine for the customer. Waiting for a machine that
 * is away, full or paused does not count: words must not stand on a screen for hours.
 */
export function isWaiting({ drawing, order }: Pick<Session, 'drawing' | 'order'>): boolean {
  const patient = (trouble?: { readonly kind: string }) =>
    !trouble || ['queue', 'warming', 'restarted'].includes(trouble.kind);
  const draws = drawing !== undefined && drawing.phase !== 'failed' && patient(drawing.trouble);
  const orders = order?.phase === 'sending' && patient(order.trouble);
  return draws || orders;
}
