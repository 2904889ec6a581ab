/** Turns the session's wish to draw into work on the server, and the server's news into events. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { pause } from '../shared/pause.ts';
import { follow } from './follow.ts';
import { handIn } from './hand-in.ts';
import { loadPictures } from './load-pictures.ts';
import type { Server } from './server.ts';
import type { DesignRequest } from './server-types.ts';
import type { DrawingEvent, DrawingState } from './session/drawing-state.ts';
import type { Session } from './session/session.ts';

/** The finished pictures cross-fade over their previews before the screen moves on. */
const UNVEIL_MS = 500;

interface Work {
  readonly request: DesignRequest;
  readonly attempt: number;
  readonly stop: AbortController;
}

/**
 * Keeps exactly one piece of work per drawing in the session: a drawing that appears is handed in
 * (or followed, if it was handed in before a page reload), one that disappears is cancelled.
 */
export function conduct(
  server: Server,
  session: ReadonlySignal<Session>,
  report: (event: DrawingEvent) => void,
): () => void {
  let work: Work | undefined;
  return effect(() => {
    const drawing = wanted(session.value.drawing);
    if (drawing?.request === work?.request && drawing?.attempt === work?.attempt) return;
    work?.stop.abort();
    work = drawing && { request: drawing.request, attempt: drawing.attempt, stop: new AbortController() };
    // Started outside the effect: its reports write the signal that this effect reads.
    if (drawing && work) void pause(0).then(start(server, drawing, report, work.stop.signal));
  });
}

function wanted(drawing: DrawingState | undefined): DrawingState | undefined {
  return drawing?.phase === 'failed' ? undefined : drawing;
}

function start(
  server: Server,
  drawing: DrawingState,
  report: (event: DrawingEvent) => void,
  stop: AbortSignal,
): () => Promise<void> {
  return async () => {
    const tell = (event: DrawingEvent) => {
      if (!stop.aborted) report(event);
    };
    const designId = drawing.designId ?? (await handIn(server, drawing.request, tell, stop));
    if (designId === undefined) return;
    let ended = false;
    const hear = (event: DrawingEvent) => {
      ended ||= ['done', 'failed', 'cancelled', 'lost'].includes(event.type);
      if (event.type === 'done') void unveil(event, tell);
      else tell(event);
    };
    await follow(server, designId, hear, stop);
    if (!ended) await server.cancel(designId).catch(() => undefined); // a server that is gone draws nothing
  };
}

async function unveil(done: DrawingEvent & { type: 'done' }, tell: (event: DrawingEvent) => void) {
  await loadPictures(done.pictures);
  tell({ type: 'preview', pictures: done.pictures });
  await pause(UNVEIL_MS);
  tell(done);
}
