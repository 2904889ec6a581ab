/** Paints a picture into a mockup's canvas: bent by the surface, cut out by the outline. */
import type { Print } from './scene.ts';
import { type Pixels, SCENE, warp } from './warp.ts';

/** A drawing as it came, or laid out on its print area. */
export type Picture = HTMLImageElement | HTMLCanvasElement;

/**
 * @param size pixels of the square canvas
 */
export function paintPrint(canvas: HTMLCanvasElement, picture: Picture, print: Print, size: number): void {
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  const source = pixelsOf(picture, print, size);
  if (!context || !source) return;
  const scale = size / SCENE;
  context.scale(scale, scale);
  if (print.face !== undefined) {
    context.clip(new Path2D(print.face));
    const ground = edgeColour(source);
    if (ground !== null) {
      context.fillStyle = ground;
      context.fillRect(0, 0, SCENE, SCENE);
    }
  }
  context.clip(new Path2D(print.outline));
  const bent = new ImageData(size, size);
  warp(source, bent, print.surface, print.bounds);
  const sheet = new OffscreenCanvas(size, size);
  sheet.getContext('2d')?.putImageData(bent, 0, 0);
  context.drawImage(sheet, 0, 0, SCENE, SCENE);
}

/** The picture, first shrunk to about the size it is seen at: bilinear sampling alone would shimmer. */
function pixelsOf(picture: Picture, { bounds }: Print, size: number): Pixels | undefined {
  const [ownWidth, ownHeight] = sizeOf(picture);
  if (ownWidth === 0 || ownHeight === 0) return undefined;
  const seen = (Math.max(bounds.width, bounds.height) * size * 1.25) / SCENE;
  const shrink = Math.min(1, seen / Math.max(ownWidth, ownHeight));
  const width = Math.max(1, Math.round(ownWidth * shrink));
  const height = Math.max(1, Math.round(ownHeight * shrink));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Pixels of a picture, not of its place on the page. */
function sizeOf(picture: Picture): readonly [number, number] {
  return 'naturalWidth' in picture
    ? [picture.naturalWidth, picture.naturalHeight]
    : [picture.width, picture.height];
}

/**
 * The mean colour of the picture's outermost pixels: what its background continues as. Null where most of them are
 * transparent: it has none.
 */
export function edgeColour({ width, height, data }: Pixels): string | null {
  const sums = [0, 0, 0];
  let opaque = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const step = y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1);
    for (let x = 0; x < width; x += step, count++) {
      const at = (y * width + x) * 4;
      if ((data[at + 3] ?? 0) < 128) continue;
      opaque += 1;
      for (let channel = 0; channel < 3; channel++) {
        sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
      }
    }
  }
  if (2 * opaque < count) return null;
  return `rgb(${sums.map((sum) => Math.round(sum / opaque)).join(' ')})`;
}
