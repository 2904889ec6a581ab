import { describe, expect, it } from 'vitest';
import { watchBack } from '../../kiosk-ui/customer/browser-back.ts';

/** A browser's history: entries, where one stands, and listeners that hear of going back. */
class FakePlace extends EventTarget {
  readonly entries: unknown[] = [null];
  at = 0;
  readonly history: Pick<History, 'pushState' | 'state'>;

  constructor() {
    super();
    const place = this;
    this.history = {
      get state() {
        return place.entries[place.at];
      },
      pushState(state) {
        place.entries.splice(place.at + 1, Number.POSITIVE_INFINITY, state);
        place.at++;
      },
    };
  }

  /** As often as this before the page hears of it. */
  back(times: number): void {
    this.at -= times;
    for (let i = 0; i < times; i++) this.dispatchEvent(new Event('popstate'));
  }
}

describe('the browser’s way back', () => {
  it('leads to the screen before, however often it is taken, and never out of the page', () => {
    const place = new FakePlace();
    let backs = 0;
    watchBack(place, () => backs++);
    for (const times of [1, 5, 19, 1]) {
      place.back(times);
      expect(place.at).toBe(20);
    }
    expect(backs).toBe(26);
  });

  it('adds nothing at a reload', () => {
    const place = new FakePlace();
    watchBack(place, () => undefined);
    watchBack(place, () => undefined);
    expect(place.entries).toHaveLength(21);
  });
});
