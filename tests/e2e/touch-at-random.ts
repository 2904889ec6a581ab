/** Touches a page as a child would: everywhere, with two fingers, dragging, typing, going back. */
import type { CDPSession, Page } from 'playwright-core';
import { seeded } from '../fakes/seeded.ts';

/** Touches between two looks at what there is to touch. */
const BATCH = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

const WORDS = ['熊猫', 'a fox', '🐼🌸', 'кошка', '马克杯', '\n', 'x'.repeat(60), '裸体'];

/** @param seed the same one touches the same places, as far as the page is the same */
export async function touchAtRandom(page: Page, touches: number, seed: number): Promise<void> {
  const numbers = seeded(seed);
  const below = (limit: number) => Math.floor((numbers() / 2 ** 32) * limit);
  const client = await page.context().newCDPSession(page);
  for (let done = 0; done < touches; done += BATCH) {
    const targets = await targetsOf(page);
    const batch = Array.from({ length: Math.min(BATCH, touches - done) }, () =>
      gesture(client, page, targets, below),
    );
    await Promise.all(batch);
  }
  await client.detach();
}

/** Middles of what can be touched now. */
function targetsOf(page: Page): Promise<readonly Point[]> {
  return page.$$eval('button, textarea', (elements) =>
    elements.map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }),
  );
}

async function gesture(
  client: CDPSession,
  page: Page,
  targets: readonly Point[],
  below: (limit: number) => number,
): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const anywhere = () => ({ x: below(width), y: below(height) });
  const aimed = targets[below(targets.length * 2)] ?? anywhere();
  const kind = below(100);
  if (kind < 3) await page.evaluate(() => history.back());
  else if (kind < 6) await client.send('Input.insertText', { text: WORDS[below(WORDS.length)] ?? '' });
  else if (kind < 10) await touch(client, [aimed, anywhere()], [anywhere(), anywhere()]);
  else if (kind < 16) await touch(client, [aimed], [anywhere()]);
  else await touch(client, [aimed]);
}

async function touch(client: CDPSession, from: readonly Point[], to: readonly Point[] = []): Promise<void> {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map((point, id) => ({ ...point, id })),
    });
  const steps = [
    send('touchStart', from),
    ...(to.length > 0 ? [send('touchMove', to)] : []),
    send('touchEnd', []),
  ];
  await Promise.all(steps);
}
