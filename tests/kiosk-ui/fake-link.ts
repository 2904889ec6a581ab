/** A server and an event stream that tests hold in their hands. */

import type { Server } from '../../kiosk-ui/customer/server.ts';
import type { Answer } from '../../kiosk-ui/customer/server-types.ts';
import type { DrawingEvent } from '../../kiosk-ui/customer/session/drawing-state.ts';
import type { OrderAnswer } from '../../kiosk-ui/customer/session/order-answer.ts';
import { CONSENT } from '../../runtime/orders/consent.ts';
import { catalogueFor } from '../../runtime/products/catalogue.ts';

import { FAKE_SETTINGS } from '../fakes/fake-settings.ts';

/** An EventSource whose events the test sends. */
export class FakeStream extends EventTarget {
  readonly CLOSED = 2;
  readyState = 1;

  close(): void {
    this.readyState = this.CLOSED;
  }

  send(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  /** As when the server answers with an error: the browser does not come back by itself. */
  breakForGood(): void {
    this.close();
    this.dispatchEvent(new Event('error'));
  }
}

/** Answers from lists; a list's last entry is given again and again. `undefined` breaks the connection. */
export class FakeLink {
  readonly told: DrawingEvent[] = [];
  readonly streams: FakeStream[] = [];
  readonly cancelled: string[] = [];
  answers: (Answer | undefined)[] = [{ kind: 'accepted', designId: 'one' }];
  ready: (boolean | undefined)[] = [true];
  readonly ordered: string[] = [];
  orders: (OrderAnswer | undefined)[] = [];
  jobs: ('known' | 'forgotten' | undefined)[] = ['known'];

  readonly tell = (event: DrawingEvent): void => {
    this.told.push(event);
  };

  get server(): Server {
    return {
      catalogue: async () => catalogueFor([{ width: 512, height: 512 }], null),
      settings: async () => FAKE_SETTINGS,
      showcase: async () => [],
      ready: async () => orBreak(take(this.ready)),
      draw: async () => orBreak(take(this.answers)),
      job: async () =>
        orBreak(take(this.jobs)) === 'known' ? ({} as Awaited<ReturnType<Server['job']>>) : undefined,
      cancel: async (designId) => void this.cancelled.push(designId),
      handPicture: async () => undefined,
      visit: async () => undefined,
      consent: async () => CONSENT,
      order: async (key) => {
        this.ordered.push(key);
        return orBreak(take(this.orders));
      },
      events: () => {
        const stream = new FakeStream();
        this.streams.push(stream);
        return stream as unknown as EventSource;
      },
    };
  }
}

function take<Entry>(list: Entry[]): Entry {
  const [first] = list;
  if (list.length > 1) list.shift();
  return first as Entry;
}

function orBreak<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('Failed to fetch');
  return value;
}
