/** What is asked of the machine for each way to draw: from words, again, alike, mended. */
import type { DesignRequest, Preset } from '../server-types.ts';
import type { PictureRef, Round } from './round.ts';
import { BALANCED, findPicture, type Session, shownRound } from './session.ts';
import type { Closeness, Remedy } from './session-event.ts';

/** How far img2img may move away from the picture, by the customer's word for it. */
const STRENGTH: Readonly<Record<Closeness, number>> = { close: 0.4, alike: 0.6, free: 0.8 };

/** What goes wrong in pictures most often, named as unwanted. */
const ARTEFACTS = 'blurry, distorted, deformed, cropped, extra limbs, watermark, text, signature';

const SEEDS = 2 ** 32;
const PICTURES = 4;

/** A drawing to begin: what is asked, and the picture it comes from. */
export interface Plan {
  readonly request: DesignRequest;
  readonly origin?: PictureRef;
}

/** From the words; with the seed of the kept picture's round, so that its compositions stay. */
export function planFromWords(session: Session): Plan {
  const { product = '', prompt, style, preset, keeping } = session;
  const kept = session.rounds[findPicture(session, keeping)?.round ?? -1];
  const request = {
    product,
    prompt: prompt.trim(),
    ...(style === undefined ? {} : { style }),
    preset,
    ...(kept && kept.request.product === product ? { seed: kept.seed } : {}),
  };
  return { request, ...(keeping && kept ? { origin: keeping } : {}) };
}

/** The shown wish once more, from other noise. */
export function planAgain(session: Session): Plan | undefined {
  const round = shownRound(session);
  return round && { request: reseeded(round.request), ...originOf(round) };
}

/** Four from the chosen picture, each time from the next seeds of its family. */
export function planAlike(session: Session, chosen: PictureRef, closeness: Closeness): Plan | undefined {
  const round = shownRound(session);
  if (!round) return undefined;
  const from = { ...chosen, strength: STRENGTH[closeness] };
  const earlier = session.rounds.filter(({ request }) => request.from?.designId === chosen.designId).length;
  const seed = (round.seed + PICTURES * (earlier + 1)) % SEEDS;
  return { request: { ...round.request, seed, from }, origin: chosen };
}

/** @param guided see the event `fix` */
export function planRemedy(
  session: Session,
  chosen: PictureRef,
  remedy: Remedy,
  guided: boolean,
): Plan | undefined {
  const round = shownRound(session);
  if (!round) return undefined;
  return { request: guided ? remedied(round, remedy) : reseeded(round.request), origin: chosen };
}

function remedied({ request, seed }: Round, remedy: Remedy): DesignRequest {
  switch (remedy) {
    case 'clean':
      return { ...request, seed, negative: ARTEFACTS };
    case 'closer':
      return isExact(request) ? reseeded(request) : { ...request, seed, preset: moreExact(request.preset) };
    case 'afresh':
      return reseeded(request);
  }
}

function isExact({ preset }: DesignRequest): boolean {
  return preset?.guidance === 'exact';
}

function moreExact(preset: Preset = BALANCED): Preset {
  return { ...preset, guidance: preset.guidance === 'free' ? 'balanced' : 'exact' };
}

function reseeded({ seed: _seed, ...request }: DesignRequest): DesignRequest {
  return request;
}

function originOf({ origin }: Round): Pick<Plan, 'origin'> {
  return origin ? { origin } : {};
}
