/** Turns the job's server-sent events into what the session understands. */
import type { DesignEvents } from '../../runtime/http/app.ts';
import type { DrawingEvent } from './drawing-state.ts';

type EventName = keyof DesignEvents;

type Readers = { readonly [Name in EventName]: (data: DesignEvents[Name]) => DrawingEvent | undefined };

const readers: Readers = {
  state: ({ state, ahead }) => (state === 'queued' ? { type: 'queued', ahead } : undefined),
  progress: ({ step, total, secondsLeft }) => ({
    type: 'progress',
    step,
    total,
    secondsLeft: secondsLeft ?? undefined,
  }),
  preview: ({ pictures }) => ({ type: 'preview', pictures }),
  done: ({ id, pictures }) => ({ type: 'done', designId: id, pictures: pictures.map(({ url }) => url) }),
  failed: ({ message }) => ({ type: 'failed', failure: { kind: 'failed', message } }),
  cancelled: () => ({ type: 'cancelled' }),
};

/** The names to listen for. */
export const eventNames = Object.keys(readers) as readonly EventName[];

/** The session event for one event of the stream, or undefined where there is nothing to tell. */
export function readEvent<Name extends EventName>(name: Name, data: string): DrawingEvent | undefined {
  try {
    return readers[name](JSON.parse(data) as DesignEvents[Name]);
  } catch {
    return undefined; // a torn event carries no news; the next one does
  }
}
