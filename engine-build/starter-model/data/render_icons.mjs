/** Renders the icons of every concept: DATA_DIR/icons.rgba (uint8, N×S×S×4) and icons.json. Usage: node render_icons.mjs DATA_DIR */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, packageFolder, save } from './refusals.mjs';

const SIZE = 320;
const SETS = ['fluent-emoji-flat', 'noto', 'twemoji'];
const dataDir = dataFolder('node render_icons.mjs DATA_DIR');
for (const set of SETS) packageFolder(dataDir, `@iconify-json/${set}`, '1.2.');
packageFolder(dataDir, 'sharp', '0.35.');
const require = createRequire(join(dataDir, 'package.json'));
const sharp = require('sharp');

/** A function from emoji to SVG text for one icon set; null where the set lacks it. */
function iconSet(name) {
  const icons = require(`@iconify-json/${name}/icons.json`);
  const chars = require(`@iconify-json/${name}/chars.json`);
  return (emoji) => {
    const code = [...emoji].map((c) => c.codePointAt(0).toString(16)).join('-');
    const key = chars[code] ?? chars[code.replace('-fe0f', '')] ?? chars[`${code}-fe0f`];
    const icon = icons.icons[key] ?? icons.icons[icons.aliases?.[key]?.parent];
    if (!icon) return null;
    const width = icon.width ?? icons.width;
    const height = icon.height ?? icons.height;
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${width} ${height}">${icon.body}</svg>`;
  };
}

/** Draws the icon so that its longer side fills the square but for a margin that outlines need. */
async function render(svg) {
  const margin = 16;
  const inner = SIZE - 2 * margin;
  const drawn = await sharp(Buffer.from(svg), { density: 144 }).trim({ threshold: 0 }).toBuffer();
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp(drawn)
    .resize(inner, inner, { fit: 'contain', background: clear })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: clear })
    .ensureAlpha()
    .raw()
    .toBuffer();
}

const concepts = JSON.parse(readFileSync(join(import.meta.dirname, 'concepts.json'), 'utf8'));
const table = [];
const pixels = [];
for (const set of SETS) {
  const svgOf = iconSet(set);
  for (const [index, concept] of concepts.entries()) {
    for (const emoji of concept.emoji) {
      const svg = svgOf(emoji);
      if (!svg) {
        console.log(`${set} lacks ${concept.id} ${emoji}`);
        continue;
      }
      pixels.push(await render(svg));
      table.push({ concept: index, set, emoji });
    }
  }
}
save(join(dataDir, 'icons.rgba'), Buffer.concat(pixels));
save(join(dataDir, 'icons.json'), JSON.stringify({ size: SIZE, icons: table }));
console.log(`${table.length} icons`);
