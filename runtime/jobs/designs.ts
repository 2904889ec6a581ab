import type { DesignEventName, DesignEvents, DesignView, Wish } from './design.ts';

/** One entry of a job's event log. Ids increase by job and survive a restart of the server. */
export type LoggedEvent = {
  [Name in DesignEventName]: {
    readonly id: number;
    readonly name: Name;
    readonly data: DesignEvents[Name];
  };
}[DesignEventName];

/** All designs of this machine, from the wish to the pictures. What the HTTP side knows of jobs. */
export interface Designs {
  /**
   * Puts a wish in the queue.
   * @param requestId the request that brought it, for the log; without one the design's own id
   * @throws MotifError queue-full (with `retryAfterSeconds`), not-found (the source picture), engine-failed
   */
  submit(wish: Wish, requestId?: string): Promise<DesignView>;
  /** @throws MotifError('not-found') */
  view(id: string): Promise<DesignView>;
  /** Cancels unless the job has ended already; the view tells which. @throws MotifError('not-found') */
  cancel(id: string): Promise<DesignView>;
  /**
   * Cancels, or forgets a finished design with its pictures; the view is the last there is of it.
   * @throws MotifError('not-found')
   */
  remove(id: string): Promise<DesignView>;
  /**
   * Events after `lastEventId`, as they happen; ends after the terminal one. Null when that one was seen.
   * @throws MotifError('not-found')
   */
  follow(id: string, lastEventId: number, signal: AbortSignal): Promise<AsyncIterable<LoggedEvent> | null>;
  /** One finished picture as a PNG file. @throws MotifError('not-found') */
  picture(id: string, index: number): Promise<Uint8Array<ArrayBuffer>>;
}
