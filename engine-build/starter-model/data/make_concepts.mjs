/** Joins concepts.txt with the names of Unicode CLDR: concepts.json. Usage: node make_concepts.mjs DATA_DIR */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dataDir] = process.argv.slice(2);
const here = import.meta.dirname;

/** The spoken names CLDR gives an emoji in one language, e.g. {"🌸": ["cherry blossom"]}. */
function cldrNames(language) {
  const file = join(dataDir, 'node_modules/cldr-annotations-full/annotations', language, 'annotations.json');
  const table = JSON.parse(readFileSync(file, 'utf8')).annotations.annotations;
  return (emoji) => table[emoji.replace('\uFE0F', '')]?.tts ?? [];
}

const english = cldrNames('en');
const chinese = cldrNames('zh');
const split = (list) => list.split(',');
const distinct = (names) => [...new Set(names.map((name) => name.toLowerCase()))];

const concepts = readFileSync(join(here, 'concepts.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.includes('|') && !line.startsWith('#'))
  .map((line) => {
    const [id, emoji, en, zh] = line.split('|');
    return {
      id,
      emoji: split(emoji),
      // Own names come first: the first one is the name the product shows.
      en: distinct([...split(en), ...split(emoji).flatMap(english)]),
      zh: distinct([...split(zh), ...split(emoji).flatMap(chinese)]),
    };
  });

// The same name for two concepts would teach the model to mix them: the first concept keeps it.
for (const language of ['en', 'zh']) {
  const taken = new Set(concepts.map((concept) => concept[language][0]));
  for (const concept of concepts) {
    concept[language] = concept[language].filter((name, i) => i === 0 || (!taken.has(name) && taken.add(name)));
  }
}
writeFileSync(join(here, 'concepts.json'), `[\n${concepts.map((c) => `  ${JSON.stringify(c)}`).join(',\n')}\n]\n`);
console.log(`${concepts.length} concepts`);
