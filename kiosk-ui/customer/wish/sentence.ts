/** The sentence that chips make, and what happens to it when it is also written by hand. */
import type { Language } from '../../shared/language.ts';
import type { Chip } from '../server-types.ts';

/** More than two different things in one picture come out as a muddle. */
const MOST_SUBJECTS = 2;

/** The chips and the sentence of a wish. */
export interface Wording {
  /** Ids of the chips that are pressed, in the order of pressing. */
  readonly chips: readonly string[];
  readonly prompt: string;
}

/** The chips with these ids, in their order. */
export function chipsOf(all: readonly Chip[], ids: readonly string[]): readonly Chip[] {
  return ids.map((id) => all.find((chip) => chip.id === id)).filter((chip) => chip !== undefined);
}

/** One sentence: the things, laid out, on their ground. */
export function sentenceOf(chips: readonly Chip[], language: Language): string {
  const ground = chips.find(({ kind }) => kind === 'colour')?.fragment[language];
  const parts = [thingsOf(chips, language), ground].filter((part) => part !== undefined && part !== '');
  return parts.join(language === 'zh' ? '，' : ' ');
}

function thingsOf(chips: readonly Chip[], language: Language): string {
  const things = chips.filter(isSubject).map(({ fragment }) => fragment[language]);
  const and = language === 'zh' ? '和' : ' and ';
  const layout = chips.find(({ kind }) => kind === 'layout')?.fragment[language];
  if (layout === undefined) return things.join(and);
  return layout.replace('{}', things.map(withoutArticle).join(and)).trim();
}

function isSubject({ kind }: Chip): boolean {
  return kind === 'motif' || kind === 'occasion';
}

function withoutArticle(noun: string): string {
  return noun.replace(/^an? /, '');
}

/** The wording after a chip was touched. A sentence written by hand is added to or taken from, never replaced. */
export function withChip(wording: Wording, touched: Chip, all: readonly Chip[], language: Language): Wording {
  const before = chipsOf(all, wording.chips);
  const after = toggled(before, touched);
  const chips = after.map(({ id }) => id);
  const byHand = wording.prompt.trim() !== '' && wording.prompt !== sentenceOf(before, language);
  if (!byHand) return { chips, prompt: sentenceOf(after, language) };
  const kept = before
    .filter((chip) => !after.includes(chip))
    .reduce((text, chip) => taken(text, chip, language), wording.prompt);
  const added = after.filter((chip) => !before.includes(chip)).map((chip) => phraseOf(chip, language));
  const parts = [kept, ...added].filter((part) => part !== '');
  return { chips, prompt: parts.join(language === 'zh' ? '，' : ', ') };
}

function toggled(pressed: readonly Chip[], touched: Chip): readonly Chip[] {
  if (pressed.includes(touched)) return pressed.filter((chip) => chip !== touched);
  const alike = pressed.filter((chip) => (isSubject(touched) ? isSubject(chip) : chip.kind === touched.kind));
  const gone = isSubject(touched) ? alike.slice(0, 1 - MOST_SUBJECTS) : alike;
  return [...pressed.filter((chip) => !gone.includes(chip)), touched];
}

/** The words that a chip adds to a sentence of the customer's own. */
function phraseOf({ kind, name, fragment }: Chip, language: Language): string {
  return kind === 'layout' ? name[language].toLowerCase() : fragment[language];
}

function taken(text: string, chip: Chip, language: Language): string {
  const phrase = phraseOf(chip, language);
  const at = text.lastIndexOf(phrase);
  if (at < 0) return text;
  const joined = `${text.slice(0, at).replace(/[，,、\s]+$/, '')}|${text.slice(at + phrase.length).replace(/^[，,、\s]+/, '')}`;
  return joined.replace(/^\||\|$/, '').replace('|', language === 'zh' ? '，' : ', ');
}

/** The chips whose words are still in a sentence that has been edited. */
export function stillSaid(prompt: string, pressed: readonly Chip[]): readonly string[] {
  const text = prompt.toLowerCase();
  const says = ({ name, fragment }: Chip) =>
    [name.zh, name.en, fragment.zh, withoutArticle(fragment.en)].some((words) =>
      text.includes(words.toLowerCase().replace('{}', '').trim()),
    );
  return pressed.filter(says).map(({ id }) => id);
}

/** The sentence in the other language, where the chips alone made it; the customer's own words stay. */
export function translated(
  { chips, prompt }: Wording,
  all: readonly Chip[],
  from: Language,
  to: Language,
): string {
  const pressed = chipsOf(all, chips);
  return prompt === sentenceOf(pressed, from) ? sentenceOf(pressed, to) : prompt;
}
