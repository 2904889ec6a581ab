import type { Language } from '../shared/language.ts';
import type { DrawingState, Trouble } from './session/drawing-state.ts';
import type { Notice, Session } from './session/session.ts';
import type { Text } from './text.ts';

/** The sentence for whatever keeps a drawing waiting or has ended it, if anything does. */
export function sentenceFor(drawing: DrawingState, text: Text, language: Language): string | undefined {
  const { failure, trouble } = drawing;
  if (failure) {
    const told = failure.kind === 'lost' ? undefined : failure.message?.[language];
    return told ?? text.trouble[failure.kind];
  }
  return trouble && troubleSentence(trouble, text, language);
}

/** What keeps the customer waiting, in one sentence. */
export function troubleSentence(trouble: Trouble, text: Text, language: Language): string {
  switch (trouble.kind) {
    case 'queue':
      return text.trouble.queue(trouble.seconds);
    case 'paused':
      return trouble.message?.[language] ?? text.trouble.paused;
    case 'disk-full':
      return text.trouble.diskFull;
    default:
      return text.trouble[trouble.kind];
  }
}

/** Why the customer is back at the words. */
export function noticeSentence(notice: Notice, text: Text, language: Language): string {
  if (notice.kind === 'pictures-lost') return text.trouble.picturesLost;
  return notice.message?.[language] ?? text.trouble.refused;
}

/**
 * What a screen reader says: the place, and quarters of the way while drawing.
 *
 * @param product its name in the session's language, where one is chosen
 */
export function announcement(session: Session, text: Text, product = ''): string {
  const { drawing, screen, language } = session;
  if (session.notice) return noticeSentence(session.notice, text, language);
  switch (screen) {
    case 'attract':
      return text.attract.touch;
    case 'product':
      return text.product.title;
    case 'describe':
      return `${text.describe.title} ${text.describe.lead(product)}`;
    case 'choose':
      return text.announce.done;
    case 'refine':
      return `${text.choose.picture(session.picture ?? 0)}. ${text.refine.lead}`;
    case 'preview':
      return `${text.preview.title(product)}. ${text.preview.lead}`;
    case 'confirm':
      return `${text.confirm.title}. ${text.confirm.lead}`;
    case 'ticket':
      return session.order?.phase === 'placed' ? `${text.ticket.code} ${session.order.ticket.code}` : '';
    case 'drawing':
      return drawing ? (sentenceFor(drawing, text, language) ?? wayOf(drawing, text)) : '';
  }
}

function wayOf({ step, total }: DrawingState, text: Text): string {
  if (step === undefined || total === undefined) return text.drawing.title;
  const quarter = Math.floor((4 * step) / total);
  return quarter === 0 ? text.drawing.title : text.drawing.step(Math.round((quarter * total) / 4), total);
}
