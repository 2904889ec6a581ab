import { InferenceClient } from '../../runtime/inference/client.ts';
import type { DrawRequest } from '../../runtime/inference/protocol.ts';
import type { ClientTiming } from '../../runtime/inference/timing.ts';
import { recordingLog } from './recording-log.ts';

export const FAKE_CHILD = new URL('./fake-child.ts', import.meta.url);

/** Patience for tests: short, but longer than a busy machine keeps a healthy child waiting. */
export const QUICK: Partial<ClientTiming> = {
  backoffMs: [10, 20, 40],
  failedAfter: 3,
  shortestStepMs: 10_000,
  pingMs: 200,
  stopMs: 500,
};

/** A real client whose child really is a process, but draws without a model. */
export function fakeClient(timing: Partial<ClientTiming> = {}, engineDir = 'fake'): InferenceClient {
  return new InferenceClient({
    entry: FAKE_CHILD,
    settings: { engineDir, threads: 1 },
    log: recordingLog().log,
    timing: { ...QUICK, ...timing },
  });
}

export function drawRequest(changes: Partial<DrawRequest> = {}): DrawRequest {
  return {
    prompt: 'a fox',
    negativePrompt: '',
    width: 32,
    height: 16,
    steps: 4,
    guidance: 4,
    seeds: [7, 8],
    init: null,
    skipLayer: null,
    ...changes,
  };
}
