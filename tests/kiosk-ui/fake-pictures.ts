/** Pictures for the fake server: drawn motifs on coloured grounds, and the noise they come from. */
import sharp from 'sharp';

const GROUNDS = ['#f7efe2', '#dbe7e3', '#f3d9cf', '#e9e2f0'];
const PETALS = [0, 72, 144, 216, 288];
const PETAL_COLOURS = ['#d8452e', '#2f5d8a', '#e08a3c', '#7a4b8c'];

/** One finished picture as PNG. @param blur standard deviation in pixels; 0: none */
export function fakePicture(seed: number, width: number, height: number, blur = 0): Promise<Buffer> {
  const [cx, cy] = [width / 2, height / 2];
  const unit = Math.min(width, height) / 48;
  const petals = PETALS.map(
    (angle) =>
      `<path d="M0 0C-9 -6 -8 -18 0 -19C8 -18 9 -6 0 0Z" transform="rotate(${angle + ((seed * 17) % 72)})"/>`,
  ).join('');
  const ground = GROUNDS[seed % GROUNDS.length] ?? '#fff';
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="${ground}"/>` +
    `<g transform="translate(${cx} ${cy}) scale(${unit})" fill="${PETAL_COLOURS[(seed + 1) % 4]}">${petals}` +
    `<circle r="5" fill="#f6d97a"/></g></svg>`;
  const image = sharp(Buffer.from(svg));
  return (blur > 0 ? image.blur(blur) : image).png().toBuffer();
}

/** The picture as small and as noisy as a preview at this share of the way. */
export async function fakePreview(picture: Buffer, way: number): Promise<string> {
  const { data, info } = await sharp(picture)
    .resize(32)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const noisy = data.map((value) => value * way + (127 + (Math.random() - 0.5) * 240) * (1 - way));
  const { width, height } = info;
  const png = await sharp(Buffer.from(noisy), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
