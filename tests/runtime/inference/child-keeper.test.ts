import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChildKeeper } from '../../../runtime/inference/child-keeper.ts';
import type { ChildEvents } from '../../../runtime/inference/fork-child.ts';
import type { ToChild } from '../../../runtime/inference/protocol.ts';
import { TIMING } from '../../../runtime/inference/timing.ts';
import { recordingLog } from '../../fakes/recording-log.ts';

/** A child that does only what the test says. */
class ScriptedChild {
  readonly pid = 1;
  readonly heard: ToChild['type'][] = [];
  killed = false;
  readonly events: ChildEvents;

  constructor(events: ChildEvents) {
    this.events = events;
  }
  send({ type }: ToChild): void {
    this.heard.push(type);
  }
  kill(): void {
    this.killed = true;
    this.events.onGone('was ended by SIGKILL');
  }
  disconnect(): void {
    this.events.onGone('ended with exit code 0');
  }
  ready(): void {
    this.events.onMessage({ type: 'ready', canary: { secondsPerStep: 1, quietSeconds: 1 } });
  }
}

let children: ScriptedChild[];
let keeper: ChildKeeper;
const child = () => children.at(-1) ?? expect.fail('Expected a child.');

beforeEach(() => {
  vi.useFakeTimers();
  children = [];
  keeper = new ChildKeeper({
    fork: (events) => {
      const next = new ScriptedChild(events);
      children.push(next);
      return next;
    },
    timing: TIMING,
    log: recordingLog().log,
    onReady: () => undefined,
    onMessage: () => undefined,
    onGone: () => undefined,
  });
});
afterEach(async () => {
  await keeper.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a keeper', () => {
  it('gives a child ten minutes to load, and no more', () => {
    vi.advanceTimersByTime(TIMING.startMs - 1);
    expect(child().killed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(child().killed).toBe(true);
    expect(keeper.state).toBe('restarting');
    expect(keeper.failure?.message).toContain('within 600 s');
  });

  it('asks a resting child whether it lives, and ends one that does not answer', () => {
    child().ready();
    for (let i = 1; i <= 3; i++) {
      vi.advanceTimersByTime(TIMING.pingMs);
      expect(child().heard).toHaveLength(i);
      child().events.onMessage({ type: 'pong' });
    }
    vi.advanceTimersByTime(TIMING.pingMs + TIMING.shortestStepMs);
    expect(child().killed).toBe(true);
  });

  it('does not take a late answer for progress of the drawing that has begun since', () => {
    child().ready();
    vi.advanceTimersByTime(TIMING.pingMs);
    keeper.expectWithin(60_000);
    child().events.onMessage({ type: 'pong' });
    vi.advanceTimersByTime(59_999);
    expect(child().heard).toEqual(['ping']);
    expect(child().killed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(child().killed).toBe(true);
  });

  it('waits longer before each start, counts as failed after a few, and is forgiven by one drawing', () => {
    const pauses: number[] = [];
    for (let i = 1; i <= 6; i++) {
      child().events.onGone('ended with exit code 1');
      expect(keeper.state).toBe(i < TIMING.failedAfter ? 'restarting' : 'failed');
      const before = Date.now();
      const count = children.length;
      while (children.length === count) vi.advanceTimersToNextTimer();
      pauses.push(Date.now() - before);
    }
    expect(pauses).toEqual([250, 1_000, 2_000, 5_000, 30_000, 30_000]);
    child().ready();
    keeper.provedWell();
    child().events.onGone('ended with exit code 1');
    expect(keeper.state).toBe('restarting');
  });

  it('waits long at once when there is no engine', async () => {
    const fault = {
      type: 'fault',
      code: 'not-provisioned',
      message: 'No engine.',
      stack: '',
      requestId: null,
    } as const;
    child().events.onMessage(fault);
    child().events.onGone('ended with exit code 1');
    await expect(keeper.whenReady(undefined)).rejects.toMatchObject({ code: fault.code });
    vi.advanceTimersByTime(29_999);
    expect(children).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(children).toHaveLength(2);
  });

  it('stops waiting for a child when the drawing is cancelled', async () => {
    const abort = new AbortController();
    const waiting = expect(keeper.whenReady(abort.signal)).rejects.toMatchObject({ code: 'aborted' });
    abort.abort();
    await waiting;
  });
});
