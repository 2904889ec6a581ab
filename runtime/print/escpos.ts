import type { Size } from './geometry.ts';

const ESC = 0x1b;
const GS = 0x1d;
/** Printers take a tall picture in bands, so that their memory does not run over. */
const BAND_ROWS = 128;

/**
 * A picture for thermal printers: initialise, raster bands (`GS v 0`), feed and cut. Grey is dithered by
 * Floyd and Steinberg's error diffusion, since a dot burns or does not.
 *
 * @param grey one byte a pixel, 0 black; the width is a multiple of 8
 */
export function escposRaster(grey: Uint8Array, { width, height }: Size): Uint8Array {
  const dots = dithered(grey, width, height);
  const parts: number[][] = [[ESC, 0x40]];
  const rowBytes = width / 8;
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top);
    parts.push([GS, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8]);
    parts.push(packed(dots.subarray(top * width, (top + rows) * width)));
  }
  parts.push([ESC, 0x64, 4], [GS, 0x56, 0x42, 0]);
  return Uint8Array.from(parts.flat());
}

/** Eight dots a byte, the leftmost in the highest bit. */
function packed(dots: Uint8Array): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < dots.length; i += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit += 1) byte = (byte << 1) | (dots[i + bit] ?? 0);
    bytes.push(byte);
  }
  return bytes;
}

/** 1 where a dot is burnt. */
function dithered(grey: Uint8Array, width: number, height: number): Uint8Array {
  const light = Float32Array.from(grey);
  const dots = new Uint8Array(grey.length);
  const spread = (i: number, error: number) => {
    light[i] = (light[i] ?? 0) + error;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = y * width + x;
      const value = light[i] ?? 0;
      dots[i] = value < 128 ? 1 : 0;
      const error = value - (dots[i] === 1 ? 0 : 255);
      if (x + 1 < width) spread(i + 1, (error * 7) / 16);
      if (y + 1 === height) continue;
      if (x > 0) spread(i + width - 1, (error * 3) / 16);
      spread(i + width, (error * 5) / 16);
      if (x + 1 < width) spread(i + width + 1, error / 16);
    }
  }
  return dots;
}
