import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conductOrder, orderIn } from '../../kiosk-ui/customer/conduct-order.ts';
import { nextSession } from '../../kiosk-ui/customer/session/next-session.ts';
import { newSession, type Session } from '../../kiosk-ui/customer/session/session.ts';
import type { SessionEvent } from '../../kiosk-ui/customer/session/session-event.ts';
import { catalogueFor } from '../../runtime/products/catalogue.ts';
import { FakeLink } from './fake-link.ts';

const DESIGN = '3f1d5a52-0a6e-4a0e-9e6c-0a8a52d0f1aa';
const KEY = '00000000-0000-4000-8000-000000000001';
const TICKET = { code: '7K4M', ticketUrl: '/api/orders/7K4M/receipt.png', qrText: 'MOTIF:7K4M' };
const catalogue = catalogueFor([{ width: 512, height: 512 }], null);

function standingAtConfirm(): Session {
  return {
    ...newSession('zh'),
    screen: 'confirm',
    product: 'magnet',
    rounds: [
      { designId: DESIGN, request: { product: 'magnet', prompt: '狐狸' }, pictures: ['a', 'b'], seed: 1 },
    ],
    picture: 1,
  };
}

function conducted() {
  const link = new FakeLink();
  const session = signal(standingAtConfirm());
  const send = (event: SessionEvent) => {
    session.value = nextSession(session.value, event);
  };
  const stop = conductOrder(link.server, session, signal(catalogue), send);
  return { link, session, send, stop };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('an order', () => {
  it('is sent once however often it is confirmed, and ends on the ticket', async () => {
    const { link, session, send } = conducted();
    link.orders = [{ kind: 'placed', ticket: TICKET }];
    for (let tap = 0; tap < 5; tap += 1)
      send({ type: 'confirm', key: tap === 0 ? KEY : crypto.randomUUID() });
    await vi.runAllTimersAsync();
    expect(link.ordered).toEqual([KEY]);
    expect(session.value).toMatchObject({ screen: 'ticket', order: { phase: 'placed', ticket: TICKET } });
  });

  it('keeps its key through a dead server, a full disk and a pause, and says which', async () => {
    const { link, session, send } = conducted();
    const paused = { kind: 'paused', message: undefined } as const;
    link.orders = [
      undefined,
      { kind: 'trouble', trouble: { kind: 'disk-full' } },
      { kind: 'trouble', trouble: paused },
      { kind: 'placed', ticket: TICKET },
    ];
    send({ type: 'confirm', key: KEY });
    for (const kind of ['gone', 'disk-full', 'paused']) {
      await vi.advanceTimersByTimeAsync(10);
      expect(session.value.order).toMatchObject({ phase: 'sending', trouble: { kind } });
      await vi.advanceTimersByTimeAsync(1500);
    }
    await vi.runAllTimersAsync();
    expect(link.ordered).toEqual([KEY, KEY, KEY, KEY]);
    expect(session.value.screen).toBe('ticket');
  });

  it('that is refused leaves the customer where they can change it, under a new key', async () => {
    const { link, session, send } = conducted();
    const message = { zh: '请缩小', en: 'Smaller, please' };
    link.orders = [
      { kind: 'refused', message },
      { kind: 'placed', ticket: TICKET },
    ];
    send({ type: 'confirm', key: KEY });
    await vi.runAllTimersAsync();
    expect(session.value).toMatchObject({ screen: 'confirm', order: { phase: 'refused', message } });
    const second = '00000000-0000-4000-8000-000000000002';
    send({ type: 'confirm', key: second });
    await vi.runAllTimersAsync();
    expect(link.ordered).toEqual([KEY, second]);
  });

  it('says everything that the customer saw', () => {
    const label = { visible: false, consent: { textVersion: '2026-11' } } as const;
    const session: Session = { ...standingAtConfirm(), choices: { label, background: 'remove' } };
    expect(orderIn(session, catalogue)).toEqual({
      product: 'magnet',
      language: 'zh',
      design: { designId: DESIGN, picture: 1 },
      placement: { xMm: 0, yMm: 0, widthMm: 64, rotationDeg: 0 },
      background: 'remove',
      label,
    });
  });

  it('names the colour that was on the screen: the one touched, else the first', () => {
    const colourOf = (product: string, choices: Session['choices']) => {
      const [round] = standingAtConfirm().rounds;
      if (!round) throw new Error('Expected a round but there is none.');
      const rounds = [{ ...round, request: { ...round.request, product } }];
      return orderIn({ ...standingAtConfirm(), product, rounds, choices }, catalogue)?.colour;
    };
    expect(colourOf('t-shirt', { colour: 'navy' })).toBe('navy');
    expect(colourOf('t-shirt', {})).toBe('natural');
    expect(colourOf('tote', { colour: 'navy' })).toBe('canvas');
    expect(colourOf('magnet', { colour: 'navy' })).toBeUndefined();
  });
});
