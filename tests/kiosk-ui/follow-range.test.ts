import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followRange } from '../../kiosk-ui/customer/follow-range.ts';
import type { Catalogue } from '../../kiosk-ui/customer/server-types.ts';
import type { Session } from '../../kiosk-ui/customer/session/session.ts';
import { catalogueFor } from '../../runtime/products/catalogue.ts';
import { WHOLE_RANGE } from '../../runtime/products/range-choice.ts';

const served = [{ width: 512, height: 512 }];
const before = catalogueFor(served, null);
const after = catalogueFor(served, null, undefined, { ...WHOLE_RANGE, chips: [] });

let offered: Catalogue;
const screen = signal<Pick<Session, 'screen'>>({ screen: 'attract' });
const catalogue = signal<Catalogue | undefined>(before);
const server = {
  catalogue: async () => {
    if (offered === before) throw new Error('The connection broke.');
    return offered;
  },
};
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  screen.value = { screen: 'attract' };
  catalogue.value = before;
  offered = after;
  stop = followRange(server, screen, catalogue, 1000);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('the range on the kiosk', () => {
  it('follows the shop while nobody is there', async () => {
    await vi.advanceTimersByTimeAsync(1000);
    expect(catalogue.value).toBe(after);
  });

  it('stays as it is under a customer’s finger', async () => {
    screen.value = { screen: 'product' };
    await vi.advanceTimersByTimeAsync(5000);
    expect(catalogue.value).toBe(before);
    screen.value = { screen: 'attract' };
    await vi.advanceTimersByTimeAsync(1000);
    expect(catalogue.value).toBe(after);
  });

  it('stays as it is while the server does not answer', async () => {
    offered = before;
    await vi.advanceTimersByTimeAsync(3000);
    expect(catalogue.value).toBe(before);
  });
});
