/** Touches a page as a child would: everywhere, with two fingers and ten, dragging, typing, going back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { seeded } from '../fakes/seeded.ts';
import { drag, type Point, tap } from './fingers.ts';

/** Touches between two looks at what there is to touch. */
const BATCH = 8;
/** Longer than a browser waits before it calls a touch a long one. */
const LONG_PRESS_MS = 700;
/** Batches for each of them. */
const LONG_PRESS_EVERY = 10;
const TOUCHABLE = 'button, textarea, input, label.choice, .stage';
/** What leads on: without a share of its own a hand would seldom come as far as a ticket. */
const ONWARD = '.primary, .product-card, [data-action=preview], .board [data-picture]';
const ONWARD_EVERY = 2;
const WORDS = ['熊猫', 'a fox', '🐼🌸', 'кошка', '马克杯', '\n', 'x'.repeat(60), '裸体'];

interface Hand {
  readonly page: Page;
  readonly screen: CDPSession;
  /** A whole number from 0 up to, but without, the limit. */
  readonly below: (limit: number) => number;
  /** Where the hand aims, which every second time is something that can be touched. */
  readonly aim: () => Point;
  readonly anywhere: () => Point;
}

type Gesture = (hand: Hand) => Promise<unknown>;

/** What a hand does and how often, in parts of a hundred. */
const GESTURES: readonly (readonly [name: string, often: number, gesture: Gesture])[] = [
  ['tap', 75, ({ screen, aim }) => tap(screen, aim())],
  ['double tap', 4, twice],
  ['drag', 6, ({ screen, aim, anywhere }) => drag(screen, [aim()], [anywhere()])],
  ['two fingers', 5, (hand) => fingers(hand, 2)],
  ['palm', 2, (hand) => fingers(hand, 3 + hand.below(8))],
  ['swipe from an edge', 2, fromEdge],
  [
    'words',
    3,
    ({ screen, below }) => screen.send('Input.insertText', { text: WORDS[below(WORDS.length)] ?? '' }),
  ],
  ['back', 3, ({ page }) => page.evaluate(() => history.back())],
];

/**
 * @param seed the same one touches the same places, as far as the page is the same
 * @param look is told what was done after every few touches; what it throws ends the touching
 */
export async function touchAtRandom(
  page: Page,
  touches: number,
  seed: number,
  look: (done: readonly string[]) => Promise<void> = async () => undefined,
): Promise<void> {
  const numbers = seeded(seed);
  const below = (limit: number) => Math.floor((numbers() / 2 ** 32) * limit);
  const screen = await page.context().newCDPSession(page);
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const anywhere = () => ({ x: below(width), y: below(height) });
  for (let done = 0; done < touches; done += BATCH) {
    const all = await targetsOf(page, TOUCHABLE);
    const onward = await targetsOf(page, ONWARD);
    const aim = () => {
      const among = below(ONWARD_EVERY) === 0 && onward.length > 0 ? onward : all;
      return among[below(among.length * 2)] ?? anywhere();
    };
    const hand = { page, screen, below, aim, anywhere };
    // All are under way at once, yet each begins after the one before has been sent whole.
    const batch = Array.from({ length: Math.min(BATCH, touches - done) }, () => touch(hand));
    const names = await Promise.all(batch);
    await look(below(LONG_PRESS_EVERY) === 0 ? [...names, await longPress(hand)] : names);
  }
  await screen.detach();
}

/** @returns what was done */
async function touch(hand: Hand): Promise<string> {
  let kind = hand.below(100);
  const chosen = GESTURES.find(([, often]) => {
    kind -= often;
    return kind < 0;
  });
  if (!chosen) throw new Error('Expected the gestures to make up a hundred parts but they are fewer.');
  await chosen[2](hand);
  return chosen[0];
}

/** Middles of what can be touched now. */
function targetsOf(page: Page, selector: string): Promise<readonly Point[]> {
  return page.$$eval(selector, (elements) =>
    elements.map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }),
  );
}

async function twice({ screen, aim }: Hand): Promise<void> {
  const at = aim();
  await Promise.all([tap(screen, at), tap(screen, at)]);
}

async function fingers({ screen, aim, anywhere }: Hand, count: number): Promise<void> {
  const from = [aim(), ...Array.from({ length: count - 1 }, anywhere)];
  await drag(screen, from, from.map(anywhere));
}

async function fromEdge({ screen, below, anywhere }: Hand): Promise<void> {
  const inner = anywhere();
  const start = below(2) === 0 ? { ...inner, x: 1 } : { ...inner, y: 1 };
  await drag(screen, [start], [{ x: start.x + 400, y: start.y + 300 }]);
}

async function longPress({ screen, aim }: Hand): Promise<string> {
  const touchPoints = [{ ...aim(), id: 0 }];
  await screen.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await sleep(LONG_PRESS_MS);
  await screen.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  return 'long press';
}
