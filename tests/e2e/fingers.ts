/** Fingers on a page, as the browser's touch screen reports them: each comes, moves and goes once. */
import type { CDPSession } from 'playwright-core';

/** CSS pixels from the page's upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Steps from where fingers come down to where they are lifted. */
const STEPS = 4;

/** One finger comes and goes on the spot. */
export async function tap(screen: CDPSession, at: Point): Promise<void> {
  await drag(screen, [at], [at], 0);
}

/**
 * Fingers come down one after the other, move together in steps, and are lifted one after the other.
 *
 * @param to where each finger ends; as many as `from`
 * @param steps 0: they rest where they are
 */
export async function drag(
  screen: CDPSession,
  from: readonly Point[],
  to: readonly Point[],
  steps = STEPS,
): Promise<void> {
  const sent = [
    ...from.map((_, last) => report(screen, 'touchStart', from.slice(0, last + 1))),
    ...Array.from({ length: steps }, (_, step) =>
      report(screen, 'touchMove', between(from, to, (step + 1) / steps)),
    ),
    ...to.slice(1).map((_, lifted) => report(screen, 'touchMove', to.slice(0, -1 - lifted))),
    report(screen, 'touchEnd', []),
  ];
  await Promise.all(sent);
}

function report(
  screen: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  points: readonly Point[],
): Promise<unknown> {
  const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
  return screen.send('Input.dispatchTouchEvent', { type, touchPoints });
}

function between(from: readonly Point[], to: readonly Point[], share: number): readonly Point[] {
  return from.map((start, finger) => {
    const end = to[finger] ?? start;
    return { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share };
  });
}
