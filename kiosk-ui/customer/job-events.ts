/** Turns the job's server-sent events into what the session understands. */
import type { DesignEvents } from '../../runtime/http/app.ts';
import type { DrawingEvent } from './session/drawing-state.ts';

type EventName = keyof DesignEvents;

type Readers = {
  readonly [Name in EventName]: (data: DesignEvents[Name], at: number) => DrawingEvent | undefined;
};

const readers: Readers = {
  state: ({ state, ahead }, at) => {
    if (state === 'queued') return { type: 'queued', ahead };
    return state === 'drawing' ? { type: 'begun', at } : undefined;
  },
  progress: ({ step, total, secondsLeft }, at) => ({
    type: 'progress',
    at,
    step,
    total,
    secondsLeft: secondsLeft ?? undefined,
  }),
  preview: ({ pictures }) => ({ type: 'preview', pictures }),
  done: ({ id, seed, pictures }) => ({
    type: 'done',
    designId: id,
    seed,
    pictures: pictures.map(({ url }) => url),
  }),
  failed: ({ message }) => ({ type: 'failed', failure: { kind: 'failed', message } }),
  cancelled: () => ({ type: 'cancelled' }),
};

/** The names to listen for. */
export const eventNames = Object.keys(readers) as readonly EventName[];

/**
 * The session event for one event of the stream, or undefined where there is nothing to tell.
 *
 * @param at when it was heard, in milliseconds since 1970
 */
export function readEvent<Name extends EventName>(
  name: Name,
  data: string,
  at: number,
): DrawingEvent | undefined {
  try {
    return readers[name](JSON.parse(data) as DesignEvents[Name], at);
  } catch {
    return undefined; // a torn event carries no news; the next one does
  }
}
