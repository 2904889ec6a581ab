import type { Kiosk } from '../kiosk.ts';
import { findPicture, shownRound } from '../session/session.ts';

/** Back to the picture that the shown set was drawn from; the set itself stays. */
export function UndoButton({ kiosk }: { readonly kiosk: Kiosk }) {
  const origin = shownRound(kiosk.session.value)?.origin;
  if (!findPicture(kiosk.session.value, origin)) return null;
  return (
    <button type="button" class="plain" data-action="undo" onClick={() => kiosk.send({ type: 'undo' })}>
      {kiosk.text.value.refine.undo}
    </button>
  );
}
