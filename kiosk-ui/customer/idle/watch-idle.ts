/** Watches for touches, and ends the session of a customer who has gone. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Session } from '../session/session.ts';
import { type Idle, idleAfter, isWaiting } from './idle.ts';

export interface IdleWatch {
  /** Seconds until everything is cleared; undefined while nothing is asked. */
  readonly secondsLeft: ReadonlySignal<number | undefined>;
  /** The customer is there, and said so. It may be said any number of times. */
  stay(): void;
}

export interface Watched {
  readonly session: ReadonlySignal<Session>;
  /** The shop's patience in seconds; undefined for the usual. */
  readonly idleSeconds: () => number | undefined;
  readonly onOver: () => void;
  readonly touches: Pick<EventTarget, 'addEventListener'>;
}

const TICK_MS = 500;

/** @returns a watch that lasts as long as the page */
export function watchIdle({ session, idleSeconds, onOver, touches }: Watched): IdleWatch {
  const secondsLeft = signal<number | undefined>();
  let awakeAt = Date.now();
  const stay = () => {
    awakeAt = Date.now();
    secondsLeft.value = undefined;
  };
  const touched = () => {
    // Once the question stands, only its answer counts: the touch must not press what lies beneath.
    if (secondsLeft.value === undefined) awakeAt = Date.now();
  };
  for (const type of ['pointerdown', 'keydown', 'input'])
    touches.addEventListener(type, touched, { capture: true, passive: true });
  setInterval(() => {
    const nobody = session.value.screen === 'attract';
    if (nobody || isWaiting(session.value)) return stay();
    const idle = idleAfter(Date.now() - awakeAt, idleSeconds());
    secondsLeft.value = asked(idle);
    if (idle.phase !== 'over') return;
    stay();
    onOver();
  }, TICK_MS);
  return { secondsLeft, stay };
}

function asked(idle: Idle): number | undefined {
  return idle.phase === 'asking' ? idle.secondsLeft : undefined;
}
