/** What fingers and a mouse might try on the kiosk's screen. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import type { KioskDisplay } from './kiosk-display.ts';

type Gesture = (display: KioskDisplay, finger: CDPSession) => Promise<void>;
type Point = readonly [number, number];

const touch = (finger: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
  finger.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

/** Fingers that move together in steps from where they start to where they end. */
const moving =
  (from: readonly Point[], to: readonly Point[], holdMs = 0): Gesture =>
  async (_display, finger) => {
    await touch(finger, 'touchStart', from);
    await sleep(holdMs);
    for (let step = 1; step <= 8; step += 1) {
      const at = from.map(([x, y], i): Point => {
        const [toX, toY] = to[i] ?? [x, y];
        return [x + ((toX - x) * step) / 8, y + ((toY - y) * step) / 8];
      });
      await touch(finger, 'touchMove', at);
    }
    await touch(finger, 'touchEnd', []);
  };
const held = (at: readonly Point[], ms: number) => moving(at, at, ms);
const pointing =
  (...args: readonly string[]): Gesture =>
  (display) =>
    display.point(...args);

/** Name and gesture. */
export const GESTURES: readonly (readonly [string, Gesture])[] = [
  ['a long press on a picture', held([[100, 100]], 1_200)],
  ['a long press beside it', held([[300, 700]], 1_200)],
  [
    'two fingers held',
    held(
      [
        [200, 500],
        [300, 500],
      ],
      1_000,
    ),
  ],
  [
    'five fingers held',
    held(
      [
        [100, 500],
        [180, 450],
        [260, 430],
        [340, 450],
        [420, 520],
      ],
      800,
    ),
  ],
  [
    'spreading two fingers',
    moving(
      [
        [260, 480],
        [280, 480],
      ],
      [
        [60, 480],
        [480, 480],
      ],
    ),
  ],
  [
    'closing two fingers',
    moving(
      [
        [60, 480],
        [480, 480],
      ],
      [
        [260, 480],
        [280, 480],
      ],
    ),
  ],
  ['a swipe from the left edge', moving([[1, 480]], [[400, 480]])],
  ['a swipe from the right edge', moving([[538, 480]], [[100, 480]])],
  ['a swipe from the top', moving([[270, 1]], [[270, 600]])],
  ['a swipe from the bottom', moving([[270, 958]], [[270, 300]])],
  [
    'three fingers up',
    moving(
      [
        [200, 800],
        [270, 800],
        [340, 800],
      ],
      [
        [200, 200],
        [270, 200],
        [340, 200],
      ],
    ),
  ],
  ['pulling the picture out', moving([[100, 100]], [[530, 950]], 900)],
  ['a right click', pointing('mousemove', '100', '100', 'click', '3')],
  ['a right click beside it', pointing('mousemove', '300', '700', 'click', '3')],
  ['a middle click', pointing('mousemove', '300', '700', 'click', '2')],
  ['a triple click', pointing('mousemove', '100', '100', 'click', '--repeat', '3', '1')],
  ['the buttons for back and forward', pointing('click', '8', 'click', '9')],
  [
    'dragging with the mouse',
    pointing('mousemove', '100', '100', 'mousedown', '1', 'mousemove', '500', '20', 'mouseup', '1'),
  ],
];
