/** Hands a wish in and keeps at it while the server is away, warming up or busy. */
import { pause } from '../shared/pause.ts';
import type { Server } from './server.ts';
import type { Answer, DesignRequest } from './server-types.ts';
import type { DrawingEvent } from './session/drawing-state.ts';

/** Between two looks whether the server is back. Short, because a person is standing there. */
const LOOK_AGAIN_MS = 1000;
/** Between two tries while only staff can help. */
const ASK_AGAIN_MS = 3000;

type Report = (event: DrawingEvent) => void;

/**
 * Resolves with the job's id, or with undefined when the server refuses the wish for good or the
 * signal fires. A wish accepted after the signal is cancelled, so that nobody waits for it.
 */
export async function handIn(
  server: Server,
  request: DesignRequest,
  report: Report,
  signal: AbortSignal,
): Promise<string | undefined> {
  while (!signal.aborted) {
    const answer = await attempt(server, request);
    if (answer?.kind === 'accepted' && signal.aborted) await server.cancel(answer.designId);
    if (signal.aborted) return undefined;
    switch (answer?.kind) {
      case 'accepted':
        report({ type: 'well-again' });
        report({ type: 'accepted', designId: answer.designId });
        return answer.designId;
      case 'refused':
        report({ type: 'refused', message: answer.message });
        return undefined;
      case 'source-lost':
        report({ type: 'source-lost' });
        return undefined;
      case 'queue-full':
        await countDown(answer.seconds, report, signal);
        break;
      case 'disk-full':
      case 'paused':
        report({ type: 'trouble', trouble: answer });
        await pause(ASK_AGAIN_MS, signal);
        break;
      default:
        await untilReady(server, report, signal);
    }
  }
  return undefined;
}

/** Undefined stands for a connection that broke. The signal is not passed on: see above. */
async function attempt(server: Server, request: DesignRequest): Promise<Answer | undefined> {
  try {
    return await server.draw(request);
  } catch {
    return undefined; // told to the customer by untilReady, which looks what is wrong
  }
}

async function countDown(seconds: number, report: Report, signal: AbortSignal): Promise<void> {
  for (let left = seconds; left > 0 && !signal.aborted; left--) {
    report({ type: 'trouble', trouble: { kind: 'queue', seconds: left } });
    await pause(1000, signal);
  }
}

/** Waits until the server answers that it can draw, telling meanwhile what it waits for. */
export async function untilReady(
  server: Pick<Server, 'ready'>,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const ready = await server.ready().catch(() => undefined);
    if (ready || signal.aborted) break;
    report({ type: 'trouble', trouble: { kind: ready === undefined ? 'gone' : 'warming' } });
    await pause(LOOK_AGAIN_MS, signal);
  }
  // Also when ready at once: a server that refuses while it says it is ready must not be hammered.
  await pause(LOOK_AGAIN_MS, signal);
}
