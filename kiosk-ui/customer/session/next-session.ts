/**
 * The customer's journey as a pure state machine: attract → product → describe → drawing → choose →
 * refine → preview → confirm → ticket → attract, with ways back that lose nothing. It knows no network,
 * no clock and no browser; the conductor feeds it what the server says, the screens what fingers do.
 */
import { type DrawingEvent, isDrawingEvent } from './drawing-state.ts';
import { afterDrawing, dropRound, giveUp, startDrawing } from './drawings.ts';
import type { Ease } from './ease.ts';
import type { OrderEvent } from './order-state.ts';
import { isOrderEvent, isOrdering, nextOrder } from './ordering.ts';
import { goTo, screenBefore } from './places.ts';
import { type Plan, planAgain, planAlike, planFromWords, planRemedy } from './requests.ts';
import { isSamePicture } from './round.ts';
import { chosenPicture, findPicture, lasting, newSession, type Session, shownRound } from './session.ts';
import type { SessionEvent } from './session-event.ts';
import { troubleOfWords } from './words.ts';

/** The words are enough to draw from. */
export function canDraw(session: Session): boolean {
  return session.product !== undefined && troubleOfWords(session.prompt) === undefined;
}

/** The session after one event. Events that make no sense where they arrive change nothing. */
export function nextSession(session: Session, event: SessionEvent): Session {
  if (isDrawingEvent(event)) return afterDrawing(session, event);
  if (isOrderEvent(event)) return nextOrder(session, event);
  switch (event.type) {
    case 'wake':
      return session.screen === 'attract' ? { ...session, screen: 'product' } : session;
    case 'language':
      return { ...session, language: event.language, prompt: event.prompt ?? session.prompt };
    case 'ease':
      return { ...session, eases: toggledEase(session.eases, event.ease) };
    case 'start-over':
      return { ...newSession(session.language), eases: session.eases, screen: 'product' };
    case 'idle':
      return newSession(event.language);
    case 'ticket-done':
      return session.screen === 'ticket' ? newSession(event.language) : session;
    case 'pictures-lost':
      return dropRound(session, event.designId);
    default:
      // Between wake-up and order the customer decides; afterwards only the above happens.
      return session.screen === 'attract' || isOrdering(session) ? session : afterTouch(session, event);
  }
}

type Whole = { type: 'wake' | 'language' | 'ease' | 'start-over' | 'idle' | 'ticket-done' | 'pictures-lost' };
type Touch = Exclude<SessionEvent, Whole | DrawingEvent | OrderEvent>;

function afterTouch(session: Session, event: Touch): Session {
  switch (event.type) {
    case 'product':
      return goTo({ ...session, product: event.product, keeping: undefined }, 'describe');
    case 'prompt':
      return withPrompt(session, event);
    case 'style':
      return { ...session, style: event.style };
    case 'preset':
      return { ...session, preset: { ...session.preset, ...event.preset } };
    case 'choose':
      return chosen(session, event.picture);
    case 'compare':
      return compared(session, event.with);
    case 'change-words':
      return changeWords(session);
    case 'compose-anew':
      return { ...session, keeping: undefined };
    case 'undo':
      return undone(session);
    case 'show-round':
      return showRound(session, event.round);
    case 'go':
      return goTo(session, event.screen);
    case 'back':
      return back(session);
    case 'cancel':
      return session.screen === 'drawing' ? giveUp(session) : session;
    default:
      return drawn(session, event);
  }
}

function toggledEase(eases: readonly Ease[], ease: Ease): readonly Ease[] {
  return eases.includes(ease) ? eases.filter((other) => other !== ease) : [...eases, ease];
}

type Draw = Extract<Touch, { type: 'draw' | 'again' | 'more-like-this' | 'fix' }>;

/** Begins a drawing, unless one is under way. */
function drawn(session: Session, event: Draw): Session {
  const { drawing } = session;
  if (drawing && drawing.phase !== 'failed') return session;
  // After a failure "again" means the wish that failed.
  const plan = drawing && event.type === 'again' ? drawing : planFor(session, event);
  return plan ? startDrawing(session, plan) : session;
}

function planFor(session: Session, event: Draw): Plan | undefined {
  const picture = chosenPicture(session);
  switch (event.type) {
    case 'draw':
      return canDraw(session) ? planFromWords(session) : undefined;
    case 'again':
      return planAgain(session);
    case 'more-like-this':
      return picture && planAlike(session, picture, event.closeness ?? 'alike');
    case 'fix':
      return picture && planRemedy(session, picture, event.remedy, event.guided);
  }
}

function withPrompt(session: Session, event: Extract<Touch, { type: 'prompt' }>): Session {
  const { prompt, chips = session.chips, product = session.product } = event;
  return { ...session, prompt, chips, product, notice: undefined };
}

function chosen(session: Session, picture: number): Session {
  const there = session.screen === 'choose' || session.screen === 'refine' || session.screen === 'preview';
  if (!there || shownRound(session)?.pictures[picture] === undefined) return session;
  const same = picture === session.picture;
  const next = same
    ? session
    : { ...session, picture, compared: undefined, choices: lasting(session), order: undefined };
  return session.screen === 'choose' ? goTo(next, 'refine') : next;
}

function compared(session: Session, other: Session['compared']): Session {
  const there = session.screen === 'refine';
  const known = other === undefined || findPicture(session, other) !== undefined;
  const same = other !== undefined && isSamePicture(other, chosenPicture(session));
  return there && known && !same ? { ...session, compared: other } : session;
}

function changeWords(session: Session): Session {
  const round = shownRound(session);
  const keeping = chosenPicture(session);
  if (!round || !keeping) return session;
  const { product, prompt, style, preset } = round.request;
  const chips = prompt === session.prompt ? session.chips : [];
  const words = {
    product,
    prompt,
    chips,
    style: style ?? undefined,
    preset: { ...session.preset, ...preset },
  };
  return goTo({ ...session, ...words, keeping }, 'describe');
}

/** Back to the picture that the shown round came from, or else to the round before. */
function undone(session: Session): Session {
  const origin = shownRound(session)?.origin;
  const found = findPicture(session, origin);
  if (!found || !origin) return showRound(session, session.shown - 1);
  const { picture } = origin;
  return goTo({ ...unchosen(session), shown: found.round, picture, screen: 'choose' }, 'refine');
}

function showRound(session: Session, round: number): Session {
  if (!session.rounds[round] || session.drawing) return session;
  return { ...unchosen(session), shown: round, screen: 'choose' };
}

function unchosen(session: Session): Session {
  return {
    ...session,
    picture: undefined,
    compared: undefined,
    choices: lasting(session),
    order: undefined,
    notice: undefined,
  };
}

function back(session: Session): Session {
  if (session.screen === 'drawing') return giveUp(session);
  const screen = screenBefore(session.screen);
  return screen === undefined ? session : goTo(session, screen);
}
