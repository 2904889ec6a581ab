/** How a drawing begins, ends and is given up within the session. */
import { type DrawingEvent, nextDrawing } from './drawing-state.ts';
import { canShow } from './places.ts';
import type { Plan } from './requests.ts';
import type { Round } from './round.ts';
import { findPicture, lasting, type Session } from './session.ts';

/** Lays out four sheets for a wish. */
export function startDrawing(session: Session, { request, origin }: Plan): Session {
  const from = origin ? { origin } : {};
  const drawing = { request, ...from, phase: 'asking' as const, attempt: 1, previews: [] };
  return { ...session, screen: 'drawing', drawing, notice: undefined };
}

/** Back to where the wish came from: the picture it started from, or the words. */
export function giveUp(session: Session): Session {
  const left = { ...session, drawing: undefined };
  const fromPicture = session.drawing?.origin !== undefined && session.keeping === undefined;
  if (fromPicture && canShow(left, 'refine')) return { ...left, screen: 'refine' };
  return { ...left, screen: canShow(left, 'describe') ? 'describe' : 'product' };
}

/** The session after news of its drawing; news of one that was given up changes nothing. */
export function afterDrawing(session: Session, event: DrawingEvent): Session {
  const { drawing } = session;
  if (!drawing) return session;
  switch (event.type) {
    case 'refused':
      return { ...session, ...atTheWords(session), notice: { kind: 'refused', message: event.message } };
    case 'source-lost':
      return dropRound(session, drawing.request.from?.designId ?? '');
    case 'cancelled':
      return giveUp(session);
    case 'done':
      return withRound(session, {
        designId: event.designId,
        request: drawing.request,
        pictures: event.pictures,
        seed: event.seed,
        ...(drawing.origin ? { origin: drawing.origin } : {}),
      });
    default:
      return { ...session, drawing: nextDrawing(drawing, event) };
  }
}

function withRound(session: Session, round: Round): Session {
  // A job that is followed twice, as after a reload, is still one round.
  const others = session.rounds.filter(({ designId }) => designId !== round.designId);
  const rounds = [...others, round];
  const unchosen = { picture: undefined, compared: undefined, choices: lasting(session), order: undefined };
  return {
    ...session,
    ...unchosen,
    drawing: undefined,
    keeping: undefined,
    screen: 'choose',
    rounds,
    shown: rounds.length - 1,
  };
}

/** The server no longer has a round's pictures: forget it, keep the words, say why. */
export function dropRound(session: Session, designId: string): Session {
  const rounds = session.rounds.filter((round) => round.designId !== designId);
  if (rounds.length === session.rounds.length || session.order?.phase === 'placed') return session;
  const left = { ...session, rounds };
  return {
    ...left,
    ...atTheWords(session),
    shown: Math.max(0, rounds.length - 1),
    picture: undefined,
    compared: undefined,
    choices: lasting(session),
    order: undefined,
    keeping: findPicture(left, session.keeping) ? session.keeping : undefined,
    notice: { kind: 'pictures-lost' },
  };
}

function atTheWords({ product }: Session): Pick<Session, 'drawing' | 'screen'> {
  return { drawing: undefined, screen: product === undefined ? 'product' : 'describe' };
}
