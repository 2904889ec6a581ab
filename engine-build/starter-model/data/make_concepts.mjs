/** Joins concepts.txt with the keywords of Unicode CLDR: concepts.json. Usage: node make_concepts.mjs DATA_DIR */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, packageFolder, refuse, save } from './refusals.mjs';

const LANGUAGES = ['en', 'zh'];
const dataDir = dataFolder('node make_concepts.mjs DATA_DIR');
const here = import.meta.dirname;
const read = (name) => readFileSync(join(here, name), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const split = (list) => list.split(',');
const loose = new Set(read('loose_keywords.txt').flatMap(split));
const distinct = (names) => [...new Set(names.map((name) => name.toLowerCase().trim()))];

/** What CLDR says of emoji in one language: a function from emoji to its spoken name and keywords. */
function cldr(language) {
  const file = join(packageFolder(dataDir, 'cldr-annotations-full', '48.'), 'annotations', language, 'annotations.json');
  const table = JSON.parse(readFileSync(file, 'utf8')).annotations.annotations;
  const words = (emoji) => {
    const entry = table[emoji] ?? table[emoji.replaceAll('\uFE0F', '')] ?? {};
    return [...(entry.tts ?? []), ...(entry.default ?? [])];
  };
  return Object.assign(words, { emoji: Object.keys(table) });
}

/** One concept of concepts.txt; "claims" are CLDR's words for it, still to be checked against all others. */
function parse(line, keywords) {
  const [id, emoji, en, zh] = line.split('|');
  const claims = LANGUAGES.map((l) => distinct(split(emoji).flatMap(keywords[l])));
  return { id, emoji: split(emoji), en: distinct(split(en)), zh: distinct(split(zh)), claims };
}

/** Which concepts, and which emoji of no concept, claim each word: one owner means that the word is clear. */
function claimOwners(concepts, language, place) {
  const owners = new Map();
  const claim = (word, owner) => owners.set(word, (owners.get(word) ?? new Set()).add(owner));
  const conceptOf = new Map(concepts.flatMap((c) => c.emoji.map((emoji) => [emoji.replaceAll('\uFE0F', ''), c.id])));
  for (const c of concepts) for (const word of [...c[language], ...c.claims[place]]) claim(word, c.id);
  for (const emoji of keywords[language].emoji) {
    for (const word of keywords[language](emoji)) claim(word.toLowerCase(), conceptOf.get(emoji) ?? emoji);
  }
  return owners;
}

/** Words of CLDR for one concept that are its own alone, are a name's length, and are no part of other names. */
function also(concept, language, place, owners, parts) {
  const fits = (word) => (language === 'en' ? /^[a-z][a-z' -]{2,19}$/.test(word) && word.split(' ').length < 4 : /^\p{Script=Han}{2,5}$/u.test(word));
  return concept.claims[place].filter(
    (word) => owners.get(word).size === 1 && fits(word) && !loose.has(word) && !concept[language].includes(word) && !parts.get(word)?.some((id) => id !== concept.id),
  );
}

/** Which concepts use a word inside a longer English name: "bear" is part of "polar bear". */
function nameParts(concepts) {
  const parts = new Map();
  for (const concept of concepts) {
    for (const part of concept.en.flatMap((name) => name.split(' '))) parts.set(part, [...(parts.get(part) ?? []), concept.id]);
  }
  return parts;
}

const keywords = Object.fromEntries(LANGUAGES.map((l) => [l, cldr(l)]));
const concepts = read('concepts.txt').map((line) => parse(line, keywords));
const parts = nameParts(concepts);
const owners = LANGUAGES.map((l, place) => claimOwners(concepts, l, place));
for (const language of LANGUAGES) {
  const owner = new Map();
  for (const { id, [language]: names } of concepts) {
    for (const name of names) {
      if (owner.has(name)) refuse(`expected each name once, "${name}" names ${owner.get(name)} and ${id}: change concepts.txt`);
      owner.set(name, id);
    }
  }
}
const rows = concepts.map((c) => {
  const [en, zh] = LANGUAGES.map((l, place) => also(c, l, place, owners[place], parts));
  return { id: c.id, emoji: c.emoji, en: c.en, zh: c.zh, also: { en, zh } };
});
save(join(here, 'concepts.json'), `[\n${rows.map((c) => `  ${JSON.stringify(c)}`).join(',\n')}\n]\n`);
const size = (key) => rows.reduce((sum, c) => sum + key(c).length, 0);
console.log(`${rows.length} concepts; names ${size((c) => c.en)} en, ${size((c) => c.zh)} zh; also ${size((c) => c.also.en)} en, ${size((c) => c.also.zh)} zh`);
