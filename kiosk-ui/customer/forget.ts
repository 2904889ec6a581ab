/** Has the server forget what was drawn for a customer who has gone, however long the server is away. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { pause } from '../shared/pause.ts';
import type { Server } from './server.ts';
import type { Session } from './session/session.ts';

const KEY = 'motif.forget.1';
const TRY_AGAIN_MS = 3000;

/**
 * Ids of the designs that the session has lost by this change. Those of an order are among them: what the shop
 * needs lies in the order's own folder, and the pictures beside the chosen one are nobody's business.
 */
export function abandoned(before: Session, after: Session): readonly string[] {
  const kept = new Set(after.rounds.map(({ designId }) => designId));
  return before.rounds.map(({ designId }) => designId).filter((id) => !kept.has(id));
}

/** Lasts as long as the page; what is still to be forgotten survives a reload as mere ids. */
export function forgetAbandoned(
  server: Pick<Server, 'cancel'>,
  session: ReadonlySignal<Session>,
  storage: Storage,
): void {
  const waiting = new Set(readIds(storage));
  let before = session.value;
  let busy = false;
  effect(() => {
    const gone = abandoned(before, session.value);
    before = session.value;
    for (const id of gone) waiting.add(id);
    void work();
  });

  async function work(): Promise<void> {
    if (busy || waiting.size === 0) return;
    busy = true;
    for (const id of waiting) {
      writeIds(storage, waiting);
      while (!(await told(server, id))) await pause(TRY_AGAIN_MS);
      waiting.delete(id);
    }
    writeIds(storage, waiting);
    busy = false;
  }
}

async function told(server: Pick<Server, 'cancel'>, id: string): Promise<boolean> {
  return server.cancel(id).then(
    () => true,
    () => false,
  );
}

function readIds(storage: Storage): readonly string[] {
  return (storage.getItem(KEY) ?? '').split(' ').filter((id) => id !== '');
}

function writeIds(storage: Storage, ids: ReadonlySet<string>): void {
  if (ids.size === 0) storage.removeItem(KEY);
  else storage.setItem(KEY, [...ids].join(' '));
}
