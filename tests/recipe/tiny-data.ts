/** A DATA folder of the recipe with a handful of drawn-up icons and words, in the form of the real packages. */

import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../architecture/imports.ts';
import { RECIPE } from './python.ts';

interface Concept {
  readonly emoji: readonly string[];
  readonly en: readonly string[];
}

/** The first concepts, which the atlas is limited to. */
export const CONCEPTS = 6;
export const SETS = ['fluent-emoji-flat', 'noto', 'twemoji'];
const CONCEPT_TABLE: readonly Concept[] = JSON.parse(
  readFileSync(join(RECIPE, 'data', 'concepts.json'), 'utf8'),
);

const SHAPES = [
  '<circle cx="16" cy="16" r="12" fill="#e0457b"/><circle cx="16" cy="16" r="4" fill="#ffd34d"/>',
  '<path d="M16 3 29 29H3Z" fill="#3d8f5f"/><path d="M14 24h4v6h-4Z" fill="#7a5130"/>',
  '<rect x="5" y="5" width="22" height="22" rx="5" fill="#3f6fd1"/><circle cx="16" cy="16" r="6" fill="#fff"/>',
  '<path d="M16 4 28 16 16 28 4 16Z" fill="#8d4fc4"/>',
  '<ellipse cx="16" cy="16" rx="13" ry="8" fill="#f08a24"/><circle cx="10" cy="14" r="2" fill="#222"/>',
  '<path d="M4 12h24v8H4Z" fill="#d63b3b"/><path d="M12 4h8v24h-8Z" fill="#f3c13a"/>',
];

/** The packages that render_icons.mjs reads; the first set has the icons, the others lack them all. */
export async function writePackages(dataDir: string): Promise<void> {
  const drawn = CONCEPT_TABLE.slice(0, CONCEPTS).map(({ emoji }, i) => ({
    code: codeOf(emoji[0]),
    key: `shape-${i}`,
  }));
  for (const [place, set] of SETS.entries()) {
    const own = place === 0 ? drawn : [];
    await writePackage(dataDir, `@iconify-json/${set}`, '1.2.0', {
      'chars.json': Object.fromEntries(own.map(({ code, key }) => [code, key])),
      'icons.json': {
        width: 32,
        height: 32,
        icons: Object.fromEntries(own.map(({ key }, i) => [key, { body: SHAPES[i] }])),
      },
    });
  }
  await symlink(join(ROOT, 'node_modules', 'sharp'), join(dataDir, 'node_modules', 'sharp'));
}

export async function writePackage(
  dataDir: string,
  name: string,
  version: string,
  files: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const folder = join(dataDir, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  for (const [file, content] of Object.entries({ 'package.json': { name, version }, ...files }))
    await writeFile(join(folder, file), JSON.stringify(content));
}

/** Two words of each language for a few concepts, as build_lexicon.py would find them. */
export async function writeLexicon(dataDir: string): Promise<void> {
  const en = ['petal', 'bouquet', 'bloom', 'garden'].map((word, i) => [word, i]);
  const zh = ['花瓣', '花束', '花朵', '花园'].map((word, i) => [word, i]);
  await writeFile(join(dataDir, 'lexicon.json'), JSON.stringify({ en, zh }));
}

function codeOf(emoji = ''): string {
  return [...emoji].map((character) => character.codePointAt(0)?.toString(16)).join('-');
}
