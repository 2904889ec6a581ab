/** What the page knows of one customer. The rules that change it are in `next-session.ts`. */
import type { Screen } from '../../shared/journey.ts';
import type { Bilingual, Language } from '../../shared/language.ts';
import type { Preset } from '../server-types.ts';
import type { DrawingState } from './drawing-state.ts';
import type { Ease } from './ease.ts';
import type { Choices, OrderState } from './order-state.ts';
import type { PictureRef, Round } from './round.ts';

/** Why the customer finds themselves back at the words, where a sentence explains it. */
export type Notice =
  | { readonly kind: 'pictures-lost' }
  | { readonly kind: 'refused'; readonly message: Bilingual | undefined };

export interface Session {
  readonly language: Language;
  readonly eases: readonly Ease[];
  readonly screen: Screen;
  readonly product: string | undefined;
  readonly prompt: string;
  /** Ids of the chips whose words are in the prompt. */
  readonly chips: readonly string[];
  readonly style: string | undefined;
  readonly preset: Preset;
  /** The next drawing keeps the composition of this picture and changes only the words. */
  readonly keeping: PictureRef | undefined;
  readonly drawing: DrawingState | undefined;
  /** Everything drawn for this customer: it stays until the session ends. */
  readonly rounds: readonly Round[];
  /** Index into `rounds` of the four pictures being looked at. */
  readonly shown: number;
  /** Index of the picture chosen among the four. */
  readonly picture: number | undefined;
  /** The picture that lies beside the chosen one. */
  readonly compared: PictureRef | undefined;
  /** How the chosen picture is to be printed. */
  readonly choices: Choices;
  readonly order: OrderState | undefined;
  readonly notice: Notice | undefined;
}

export const BALANCED: Preset = { guidance: 'balanced', steps: 'fine' };

/** Nobody stands before the kiosk yet. */
export function newSession(language: Language): Session {
  return {
    language,
    eases: [],
    screen: 'attract',
    product: undefined,
    prompt: '',
    chips: [],
    style: undefined,
    preset: BALANCED,
    keeping: undefined,
    drawing: undefined,
    rounds: [],
    shown: 0,
    picture: undefined,
    compared: undefined,
    choices: {},
    order: undefined,
    notice: undefined,
  };
}

/** What was decided about the article, whatever is printed on it. */
export function lasting({ choices: { colour } }: Session): Choices {
  return colour === undefined ? {} : { colour };
}

/** The round whose pictures are on the screen. */
export function shownRound(session: Session): Round | undefined {
  return session.rounds[session.shown];
}

/** The picture that the customer has chosen, if it is still there. */
export function chosenPicture(session: Session): PictureRef | undefined {
  const round = shownRound(session);
  const { picture } = session;
  if (!round || picture === undefined || round.pictures[picture] === undefined) return undefined;
  return { designId: round.designId, picture };
}

/** Where a picture is in the session: the index of its round, and its address. Undefined when it has gone. */
export function findPicture(
  { rounds }: Pick<Session, 'rounds'>,
  ref: PictureRef | undefined,
): { readonly round: number; readonly url: string } | undefined {
  const round = rounds.findIndex(({ designId }) => designId === ref?.designId);
  const url = rounds[round]?.pictures[ref?.picture ?? -1];
  return url === undefined ? undefined : { round, url };
}
