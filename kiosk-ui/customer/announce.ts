import type { Bilingual } from '../shared/language.ts';
import type { DrawingState } from './drawing-state.ts';
import type { Session } from './session.ts';
import type { Text } from './text.ts';

/** The sentence for whatever keeps a drawing waiting or has ended it, if anything does. */
export function sentenceFor(
  drawing: DrawingState,
  text: Text,
  language: keyof Bilingual,
): string | undefined {
  const { failure, trouble } = drawing;
  if (failure) {
    const told = failure.kind === 'lost' ? undefined : failure.message?.[language];
    return told ?? text.trouble[failure.kind];
  }
  if (trouble)
    return trouble.kind === 'queue' ? text.trouble.queue(trouble.seconds) : text.trouble[trouble.kind];
  return undefined;
}

/** What a screen reader says: the place, and quarters of the way while drawing. */
export function announcement(session: Session, text: Text): string {
  const { drawing, screen, language } = session;
  if (session.notice) return text.trouble.picturesLost;
  switch (screen) {
    case 'product':
      return text.product.title;
    case 'describe':
      return text.describe.title;
    case 'choose':
      return text.announce.done;
    case 'on-product':
      return text.choose.picture(session.picture ?? 0);
    case 'drawing':
      return drawing ? (sentenceFor(drawing, text, language) ?? wayOf(drawing, text)) : '';
  }
}

function wayOf({ step, total }: DrawingState, text: Text): string {
  if (step === undefined || total === undefined) return text.drawing.title;
  const quarter = Math.floor((4 * step) / total);
  return quarter === 0 ? text.drawing.title : text.drawing.step(Math.round((quarter * total) / 4), total);
}
