/**
 * The customer's journey as a pure state machine: product → describe → drawing → choose → on the
 * product, with ways back that lose nothing. It knows no network, no clock and no browser; the
 * conductor feeds it what the server says, the screens feed it what fingers do.
 */
import type { Language } from '../shared/language.ts';
import { type DrawingEvent, type DrawingState, isDrawingEvent, nextDrawing } from './drawing-state.ts';
import type { DesignRequest } from './server-types.ts';

/** The places of the journey, in order. */
export const screens = ['product', 'describe', 'drawing', 'choose', 'on-product'] as const;
export type Screen = (typeof screens)[number];

/** Four finished designs and what was asked for to get them. */
export interface Round {
  readonly designId: string;
  readonly request: DesignRequest;
  readonly pictures: readonly string[];
}

/** Why the customer finds themselves back at the words, where a sentence explains it. */
export type Notice = 'pictures-lost';

export interface Session {
  readonly language: Language;
  readonly screen: Screen;
  readonly product: string | undefined;
  readonly prompt: string;
  readonly style: string | undefined;
  readonly drawing: DrawingState | undefined;
  readonly rounds: readonly Round[];
  /** Index into `rounds` of the four pictures being looked at. */
  readonly shown: number;
  /** Index of the picture chosen among the four. */
  readonly picture: number | undefined;
  readonly notice: Notice | undefined;
}

export type SessionEvent =
  | { readonly type: 'language'; readonly language: Language }
  | { readonly type: 'product'; readonly product: string }
  | { readonly type: 'prompt'; readonly prompt: string }
  | { readonly type: 'style'; readonly style: string | undefined }
  | { readonly type: 'draw' }
  | { readonly type: 'again' }
  | { readonly type: 'more-like-this'; readonly picture: number }
  | { readonly type: 'choose'; readonly picture: number }
  | { readonly type: 'show-round'; readonly round: number }
  | { readonly type: 'go'; readonly screen: Screen }
  | { readonly type: 'cancel' }
  | { readonly type: 'pictures-lost'; readonly designId: string }
  | { readonly type: 'start-over' }
  | DrawingEvent;

/** How far img2img may move away from the picture: alike, but visibly new. */
const MORE_LIKE_THIS_STRENGTH = 0.6;

/** A new customer's session. */
export function newSession(language: Language): Session {
  return {
    language,
    screen: 'product',
    product: undefined,
    prompt: '',
    style: undefined,
    drawing: undefined,
    rounds: [],
    shown: 0,
    picture: undefined,
    notice: undefined,
  };
}

/** The round whose pictures are on the screen. */
export function shownRound(session: Session): Round | undefined {
  return session.rounds[session.shown];
}

/** Whether the customer could stand on this screen now without a hole in what it shows. */
export function canShow(session: Session, screen: Screen): boolean {
  switch (screen) {
    case 'product':
      return true;
    case 'describe':
      return session.product !== undefined;
    case 'drawing':
      return session.drawing !== undefined;
    case 'choose':
      return session.rounds.length > 0;
    case 'on-product':
      return shownRound(session)?.pictures[session.picture ?? -1] !== undefined;
  }
}

/** The words are enough to draw from. */
export function canDraw(session: Session): boolean {
  return session.product !== undefined && session.prompt.trim() !== '';
}

/** The session after one event. Events that make no sense where they arrive change nothing. */
export function nextSession(session: Session, event: SessionEvent): Session {
  if (isDrawingEvent(event)) return afterDrawing(session, event);
  switch (event.type) {
    case 'language':
      return { ...session, language: event.language };
    case 'product':
      return { ...session, product: event.product, screen: 'describe' };
    case 'prompt':
      return { ...session, prompt: event.prompt };
    case 'style':
      return { ...session, style: event.style };
    case 'draw':
      return canDraw(session) ? startDrawing(session, requestFromWords(session)) : session;
    case 'again':
      return drawAgain(session);
    case 'more-like-this':
      return drawAlike(session, event.picture);
    case 'choose':
      return goTo({ ...session, picture: event.picture }, 'on-product');
    case 'show-round':
      return session.rounds[event.round]
        ? { ...session, shown: event.round, picture: undefined, screen: 'choose' }
        : session;
    case 'go':
      return goTo(session, event.screen);
    case 'cancel':
      return leaveDrawing(session);
    case 'pictures-lost':
      return dropRound(session, event.designId);
    case 'start-over':
      return newSession(session.language);
  }
}

function goTo(session: Session, screen: Screen): Session {
  if (!canShow(session, screen) || screen === session.screen) return session;
  // Walking away from a drawing under way gives it up: the machine is needed for the next wish.
  const left = session.screen === 'drawing' ? { ...session, drawing: undefined } : session;
  return { ...left, screen, notice: undefined };
}

function requestFromWords(session: Session): DesignRequest {
  return {
    product: session.product ?? '',
    prompt: session.prompt.trim(),
    ...(session.style === undefined ? {} : { style: session.style }),
  };
}

function startDrawing(session: Session, request: DesignRequest): Session {
  const drawing: DrawingState = { request, phase: 'asking', attempt: 1, previews: [] };
  return { ...session, screen: 'drawing', drawing, notice: undefined };
}

/** The same wish once more: after a failure the failed one, otherwise that of the shown round. */
function drawAgain(session: Session): Session {
  const request = session.drawing?.request ?? shownRound(session)?.request;
  return request ? startDrawing(session, request) : session;
}

function drawAlike(session: Session, picture: number): Session {
  const round = shownRound(session);
  if (round?.pictures[picture] === undefined) return session;
  const from = { designId: round.designId, picture, strength: MORE_LIKE_THIS_STRENGTH };
  return startDrawing({ ...session, picture }, { ...round.request, from });
}

function leaveDrawing(session: Session): Session {
  if (session.screen !== 'drawing') return session;
  const { drawing, ...rest } = session;
  const cameFromPicture = drawing?.request.from !== undefined && canShow(session, 'on-product');
  return { ...rest, drawing: undefined, screen: cameFromPicture ? 'on-product' : 'describe' };
}

function afterDrawing(session: Session, event: DrawingEvent): Session {
  if (!session.drawing) return session;
  if (event.type === 'source-lost') return dropRound(session, session.drawing.request.from?.designId ?? '');
  if (event.type === 'cancelled') return leaveDrawing(session);
  if (event.type !== 'done') return { ...session, drawing: nextDrawing(session.drawing, event) };
  const round = { designId: event.designId, request: session.drawing.request, pictures: event.pictures };
  const rounds = [...session.rounds, round];
  return {
    ...session,
    drawing: undefined,
    screen: 'choose',
    rounds,
    shown: rounds.length - 1,
    picture: undefined,
  };
}

/** The server no longer has a round's pictures: forget it, keep the words, say why. */
function dropRound(session: Session, designId: string): Session {
  const rounds = session.rounds.filter((round) => round.designId !== designId);
  const kept = {
    ...session,
    rounds,
    drawing: undefined,
    picture: undefined,
    notice: 'pictures-lost' as const,
  };
  return { ...kept, shown: Math.max(0, rounds.length - 1), screen: session.product ? 'describe' : 'product' };
}
