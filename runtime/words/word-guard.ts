/** Decides which words the kiosk does not draw. It says no more than yes or no: a refused word is never repeated. */
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { InputError } from '../errors.ts';
import {
  BLOCKED_CHINESE,
  BLOCKED_ENGLISH,
  BLOCKED_SOUNDS,
  HARMLESS,
  HARMLESS_CHINESE,
} from './blocked-words.ts';
import { type Spellings, spellingsOf } from './spellings.ts';

export interface WordGuard {
  /** Whether this sentence asks for something that the kiosk does not draw. */
  refuses(text: string): boolean;
}

/** Shorter Chinese words share their sound with too many harmless ones: 冰毒 and 病毒. */
const LEAST_SYLLABLES = 3;
/** A pattern that matches nothing. */
const NEVER = /(?!)/;
const HAN_WORD = /\p{Script=Han}/u;
const LATIN = /[\p{Script=Latin}\p{Nd}]/u;

const insults = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

/**
 * @param shopWords what this shop does not want besides: brands, persons; in either language
 */
export function wordGuard(shopWords: readonly string[] = []): WordGuard {
  const listed = listMatcher([...BLOCKED_CHINESE, ...BLOCKED_ENGLISH], BLOCKED_SOUNDS);
  const unwantedHere = listMatcher(shopWords, []);
  return {
    refuses(text) {
      const spelt = spellingsOf(text);
      const rest = withoutHarmless(spelt);
      // What is harmless elsewhere may be just what this shop does not want: its words see the whole sentence.
      return (
        unwantedHere(spelt) || listed(rest) || insults.hasMatch(rest.words) || insults.hasMatch(rest.joined)
      );
    },
  };
}

/** Whether a sentence holds one of these words, of either language, or Latin letters that sound like one. */
function listMatcher(list: readonly string[], latinSounds: readonly string[]): (spelt: Spellings) => boolean {
  const chinese = list.filter((word) => HAN_WORD.test(word) && !LATIN.test(word)).map(spellingsOf);
  // Without its letters such a word is another one: 三K党 would be found in 第三党, A股 in 一股.
  const mixed = list.filter((word) => HAN_WORD.test(word) && LATIN.test(word)).map(spellingsOf);
  const latin = list.filter((word) => !HAN_WORD.test(word)).map((word) => spellingsOf(word).words.trim());
  const words = oneOf(
    latin.filter((word) => word !== ''),
    latinSounds,
  );
  const sounds = chinese.map((word) => word.sounds).filter((sound) => syllables(sound) >= LEAST_SYLLABLES);
  return (spelt) =>
    saysLatin(spelt, words) ||
    chinese.some(({ han }) => spelt.han.includes(han)) ||
    mixed.some((word) => spelt.mixed.includes(word.mixed)) ||
    sounds.some((sound) => spelt.sounds.includes(sound));
}

/**
 * Whole words, their plurals, and letters that were doubled to look different: "naaaked". Syllables of `sounds` may stand apart.
 */
function oneOf(words: readonly string[], sounds: readonly string[]): RegExp {
  const tight = words.map((word) => longer(word.replaceAll(' ', '')));
  const spaced = words.filter((word) => word.includes(' ')).map(longer);
  const apart = sounds.map((sound) => [...sound].join(' ?'));
  const patterns = [...tight, ...spaced, ...apart];
  return patterns.length === 0 ? NEVER : new RegExp(` (?:${patterns.join('|')})(?:e?s)? `);
}

/** A pattern of the word in which every run of a letter may be longer. */
function longer(word: string): string {
  return word.replace(/([a-z])\1*/g, (run) => `${run[0]}{${run.length},}`);
}

const harmless = new RegExp(` (?:${[...HARMLESS].sort((a, b) => b.length - a.length).join('|')})(?= )`, 'g');

const harmlessChinese = new RegExp(HARMLESS_CHINESE.join('|'), 'g');

/** A sign stays where a word was, so that its neighbours do not join to a blocked one. */
function withoutHarmless({ words, joined, han, ...others }: Spellings): Spellings {
  return {
    ...others,
    words: words.replace(harmless, ' -'),
    joined: joined.replace(harmless, ' -'),
    han: han.replace(harmlessChinese, '-'),
  };
}

function saysLatin({ words, joined }: Spellings, blocked: RegExp): boolean {
  return blocked.test(words) || blocked.test(joined);
}

function syllables(sound: string): number {
  return sound.trim().split(' ').length;
}

/**
 * @param texts all that a customer wrote
 * @throws InputError('words-refused'), which the customer reads as a kind sentence
 */
export function refuseUnwanted(guard: WordGuard, ...texts: readonly string[]): void {
  if (texts.some((text) => guard.refuses(text)))
    throw new InputError(
      'Expected words that this kiosk draws but found some that are on its lists. Say something else.',
      'words-refused',
    );
}
