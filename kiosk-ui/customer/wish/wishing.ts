/** What the fingers do at the words, as events of the session. */
import type { Language } from '../../shared/language.ts';
import type { Catalogue, Chip } from '../server-types.ts';
import type { Session } from '../session/session.ts';
import type { SessionEvent } from '../session/session-event.ts';
import { lengthOf, plain } from './fit-words.ts';
import { namedProduct } from './named-product.ts';
import { chipsOf, sentenceOf, stillSaid, translated, withChip } from './sentence.ts';
import { surprise } from './surprise.ts';

type Words = Pick<Session, 'prompt' | 'chips' | 'language'>;

/** The sentence was edited. A product that it names anew becomes the one that is drawn on. */
export function written(session: Words, catalogue: Catalogue, words: string): SessionEvent {
  const prompt = plain(words);
  const chips = stillSaid(prompt, chipsOf(catalogue.chips, session.chips));
  const product = namedProduct(prompt, catalogue.products);
  const anew = product !== undefined && product !== namedProduct(session.prompt, catalogue.products);
  return { type: 'prompt', prompt, chips, ...(anew ? { product } : {}) };
}

/** A chip was touched. One whose words find no room beside the customer's own changes nothing. */
export function chipTouched(session: Words, catalogue: Catalogue, chip: Chip): SessionEvent {
  const wording = withChip(session, chip, catalogue.chips, session.language);
  const fits = lengthOf(wording.prompt) <= catalogue.longestPrompt;
  const { prompt, chips } = fits ? wording : session;
  return { type: 'prompt', prompt, chips };
}

/** "Surprise me" was touched: other words, other manner. */
export function surprised(
  { language }: Pick<Session, 'language'>,
  catalogue: Catalogue,
  random: () => number,
): readonly SessionEvent[] {
  const { chips, style } = surprise(catalogue.chips, catalogue.styles, random);
  const prompt = sentenceOf(chipsOf(catalogue.chips, chips), language);
  return [
    { type: 'prompt', prompt, chips },
    { type: 'style', style },
  ];
}

/** The other language was touched. A sentence that chips made comes along. */
export function languageTouched(
  session: Words,
  catalogue: Catalogue | undefined,
  language: Language,
): SessionEvent {
  const prompt = catalogue && translated(session, catalogue.chips, session.language, language);
  return { type: 'language', language, ...(prompt === undefined ? {} : { prompt }) };
}
