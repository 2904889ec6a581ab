/** Does what technicians ask of the page: load anew, or show from afar what it shows while nobody is there. */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { ShopSettings } from './server-types.ts';
import type { Session } from './session/session.ts';

export interface ErrandParts {
  readonly settings: ReadonlySignal<Pick<ShopSettings, 'errands'> | undefined>;
  readonly session: ReadonlySignal<Pick<Session, 'screen'>>;
  readonly reload: () => void;
  /** What is on the screen, as JPEG. */
  readonly takePicture: () => Promise<Blob>;
  /** Hands in a picture, or null where a customer is there. */
  readonly hand: (errand: number, picture: Blob | null) => Promise<unknown>;
}

/** @returns ends it */
export function runErrands({ settings, session, reload, takePicture, hand }: ErrandParts): () => void {
  let seen: ShopSettings['errands'] | undefined;
  const isFree = () => session.peek().screen === 'attract';
  const answer = async (errand: number) => {
    const picture = isFree() ? await takePicture() : null;
    // Somebody may have come while it was made: then it is theirs.
    await hand(errand, isFree() ? picture : null);
  };
  return effect(() => {
    const errands = settings.value?.errands;
    if (!errands) return;
    // What was asked of the page before this one is done.
    const { reload: reloaded, picture } = seen ?? { ...errands, picture: 0 };
    seen = { reload: Math.max(reloaded, errands.reload), picture: Math.max(picture, errands.picture) };
    if (errands.reload > reloaded) reload();
    else if (errands.picture > picture) void answer(errands.picture).catch(() => undefined);
  });
}
