import { serviceManager } from '../device/systemd/notify.ts';
import { type Check, type Phase, Supervision } from '../device/systemd/supervision.ts';
import type { Readiness } from './http/app.ts';
import type { InferenceClient } from './inference/client.ts';
import type { Logger } from './log.ts';
import { storeTakes } from './store/store-takes.ts';

export interface SupervisedServer {
  readonly dataDir: string;
  readonly port: number;
  readonly client: Pick<InferenceClient, 'state' | 'overdueSeconds'>;
  readonly readiness: () => Readiness;
  readonly log: Logger;
}

/**
 * Keeps systemd informed where it has started this process; does nothing elsewhere.
 *
 * @returns ends it
 */
export function superviseServer(server: SupervisedServer, env = process.env): () => Promise<void> {
  const manager = serviceManager(env);
  if (manager === null) return async () => undefined;
  const { client, readiness, log, port, dataDir } = server;
  const supervision = new Supervision(manager, {
    phase: () => phaseOf(client.state),
    status: () => statusOf(readiness()),
    checks: [httpAnswers(port), childWorks(client), storeTakes(dataDir, 'writable.watchdog')],
    log,
  });
  return () => supervision.close();
}

function phaseOf(state: InferenceClient['state']): Phase {
  if (state === 'ready' || state === 'busy') return 'ready';
  return state === 'starting' || state === 'restarting' ? 'starting' : 'stuck';
}

function statusOf(state: Readiness): string {
  return state.ready ? 'Draws designs' : state.reason;
}

/** Through the socket, so that a listener which no longer accepts is found. */
function httpAnswers(port: number): Check {
  return async () => {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: 'close' } });
    await response.arrayBuffer();
    return response.ok ? null : `Expected the page's server to answer but it said ${response.status}.`;
  };
}

/** Loading, drawing and resting each have their time; the client ends a child that exceeds it. */
export function childWorks(client: Pick<InferenceClient, 'overdueSeconds'>): Check {
  return async () => {
    const late = Math.round(client.overdueSeconds);
    return late < LATEST_END_SECONDS
      ? null
      : `Expected the drawing process to step or to rest but it hangs and cannot be ended since ${late} s.`;
  };
}

/** A killed process is gone within this, unless the kernel cannot let it go. */
const LATEST_END_SECONDS = 10;
