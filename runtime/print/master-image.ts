import sharp from 'sharp';
import { toXmp } from '../jobs/picture-facts.ts';
import type { Placement } from '../orders/order.ts';
import type { MasterInput } from '../orders/print-room.ts';
import type { Language } from '../products/bilingual.ts';
import type { Product } from '../products/products.ts';
import { aiMarkSvg } from './ai-mark.ts';
import { cutOut, groundOf } from './cut-out.ts';
import { enlarge, type Pixels } from './enlarge.ts';
import { boxOf, canvasOf, pixelsOf, type Size } from './geometry.ts';

/** Our drawings are far smaller; print files may be as large as a poster. */
const MOST_SOURCE_PIXELS = 25_000_000;
const WHITE = [255, 255, 255];
/** Above this, ink is laid; below, none. */
const HALF = 128;

interface Layer {
  /** RGBA. */
  readonly data: Buffer;
  readonly size: Size;
}

/** A design as it was drawn, and in the pixels of the print. */
export interface Enlarged {
  readonly source: Pixels;
  readonly large: Pixels;
}

/** @throws Error for a file that is no picture or too large */
export async function enlargedDesign(
  { picture, product }: Pick<MasterInput, 'picture' | 'product'>,
  placement: Placement,
): Promise<Enlarged> {
  const source = await pixelsIn(picture);
  const { width, height } = boxOf(product, source, placement);
  return { source, large: await enlarge(source, { width, height }) };
}

/**
 * The print file's picture: the design enlarged, freed of its ground where asked, laid on the product's
 * canvas with its bleed, labelled, mirrored where the product wants it. PNG in sRGB, with the product's
 * resolution and the facts of the drawing.
 */
export async function masterImage(
  input: MasterInput,
  placement: Placement,
  { source, large }: Enlarged,
): Promise<Buffer> {
  const { product, facts, visibleLabel } = input;
  const box = boxOf(product, source, placement);
  const canvas = canvasOf(product);
  const freed = input.background === 'remove' ? cutOut(large) : null;
  const layer = await turned(
    freed ? rgba(freed.pixels, freed.alpha) : rgba(large, null),
    placement.rotationDeg,
  );
  const ground = freed || input.background === 'remove' ? null : (groundOf(source) ?? WHITE);
  const base = sharp({
    create: { ...canvas, channels: 4, background: colourOf(ground) },
    limitInputPixels: false,
  });
  const layers = [
    { ...(await clipped(layer, box, canvas)) },
    ...(visibleLabel ? [await markLayer(input.product, canvas, visibleLabel)] : []),
  ];
  const flat = await base.composite(layers).raw().toBuffer();
  const finished = ground === null ? hardened(flat) : flat;
  const image = sharp(finished, { raw: { ...canvas, channels: 4 } });
  const mirrored = product.mirror ? image.flop() : image;
  const opaque = ground === null ? mirrored : mirrored.removeAlpha();
  return opaque
    .withIccProfile('srgb')
    .withMetadata({ density: product.dpi })
    .withXmp(toXmp(facts))
    .png({ compressionLevel: 7 })
    .toBuffer();
}

/** @throws Error for a file that is no picture or too large */
export async function pixelsIn(png: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(png, { limitInputPixels: MOST_SOURCE_PIXELS })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/**
 * The design alone with its ground removed, at its own size and with its own labels of AI; whole where its
 * ground is no plain colour.
 */
export async function cutOutPicture(png: Uint8Array): Promise<Buffer> {
  const pixels = await pixelsIn(png);
  const freed = cutOut(pixels);
  const { data, size } = freed ? rgba(freed.pixels, freed.alpha) : rgba(pixels, null);
  const image = sharp(data, { raw: { ...size, channels: 4 } });
  const { xmp } = await sharp(png, { limitInputPixels: MOST_SOURCE_PIXELS }).metadata();
  return (xmp ? image.withXmp(xmp.toString('utf8')) : image).png().toBuffer();
}

function rgba({ width, height, data }: Pixels, alpha: Uint8Array | null): Layer {
  const out = Buffer.alloc(width * height * 4, 255);
  for (let i = 0; i < width * height; i += 1) {
    out[4 * i] = data[3 * i] ?? 0;
    out[4 * i + 1] = data[3 * i + 1] ?? 0;
    out[4 * i + 2] = data[3 * i + 2] ?? 0;
    if (alpha) out[4 * i + 3] = alpha[i] ?? 0;
  }
  return { data: out, size: { width, height } };
}

async function turned({ data, size }: Layer, degrees: number): Promise<Layer> {
  if (degrees % 360 === 0) return { data, size };
  const image = sharp(data, { raw: { ...size, channels: 4 }, limitInputPixels: false });
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const out = await image.rotate(degrees, { background }).raw().toBuffer({ resolveWithObject: true });
  return { data: out.data, size: { width: out.info.width, height: out.info.height } };
}

/** The part of a layer that lies on the canvas, since sharp takes none that reaches beyond. */
async function clipped({ data, size }: Layer, box: { centreX: number; centreY: number }, canvas: Size) {
  const left = Math.round(box.centreX - size.width / 2);
  const top = Math.round(box.centreY - size.height / 2);
  const x = Math.max(0, left);
  const y = Math.max(0, top);
  const width = Math.min(canvas.width, left + size.width) - x;
  const height = Math.min(canvas.height, top + size.height) - y;
  const part = await sharp(data, { raw: { ...size, channels: 4 }, limitInputPixels: false })
    .extract({ left: x - left, top: y - top, width, height })
    .raw()
    .toBuffer();
  return { input: part, raw: { width, height, channels: 4 as const }, left: x, top: y };
}

/** In the lower right corner of the safe area. */
async function markLayer(product: Product, canvas: Size, language: Language) {
  const { svg, size } = await aiMarkSvg(canvas, language);
  const margin = Math.round(pixelsOf(product.bleedMm + product.safeMm, product.dpi));
  const left = Math.max(0, canvas.width - margin - size.width);
  const top = Math.max(0, canvas.height - margin - size.height);
  return { input: svg, left, top };
}

const colourOf = (ground: readonly number[] | null) =>
  ground === null
    ? { r: 0, g: 0, b: 0, alpha: 0 }
    : { r: ground[0] ?? 255, g: ground[1] ?? 255, b: ground[2] ?? 255, alpha: 1 };

/** Ink or no ink: what turning and the label's edge left in between is decided. */
function hardened(pixels: Buffer): Buffer {
  for (let i = 3; i < pixels.length; i += 4) {
    if ((pixels[i] ?? 0) < HALF) pixels.fill(0, i - 3, i + 1);
    else pixels[i] = 255;
  }
  return pixels;
}
