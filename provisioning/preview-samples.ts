import type { RgbImage, Size } from '../runtime/pipeline/model.ts';
import { philox } from '../runtime/pipeline/philox.ts';

const MOST_SHAPES = 24;

/**
 * A picture of overlapping coloured discs and boxes: enough hues, edges and flat areas to fit a
 * latent-to-RGB map on. Odd seeds have a white ground and fewer shapes, as most designs do, so that white
 * comes out white. The same seed gives the same picture everywhere.
 */
export function samplePicture(seed: number, size: Size): RgbImage {
  const data = new Uint8Array(size.width * size.height * 3);
  let block = 0;
  const next = () => philox(block++, seed).map((word) => word / 0x1_0000_0000);
  const onWhite = seed % 2 === 1;
  paint(data, size, onWhite ? [1, 1, 1] : next(), () => true);
  for (let shape = 0; shape < (onWhite ? MOST_SHAPES / 3 : MOST_SHAPES); shape++) {
    const colour = next();
    const [x = 0, y = 0, radius = 0, kind = 0] = next();
    const reach = (0.04 + 0.16 * radius) * Math.max(size.width, size.height);
    const inside = kind < 0.5 ? Math.hypot : (dx: number, dy: number) => Math.max(Math.abs(dx), Math.abs(dy));
    paint(data, size, colour, (px, py) => inside(px - x * size.width, py - y * size.height) < reach);
  }
  return { ...size, data };
}

function paint(
  data: Uint8Array,
  size: Size,
  colour: readonly number[],
  covers: (x: number, y: number) => boolean,
): void {
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      if (!covers(x, y)) continue;
      const at = (y * size.width + x) * 3;
      for (let c = 0; c < 3; c++) data[at + c] = Math.round((colour[c] ?? 0) * 255);
    }
  }
}
