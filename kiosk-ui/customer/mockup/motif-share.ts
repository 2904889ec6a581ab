import { useMemo } from 'preact/hooks';
import { usePicture } from './use-picture.ts';

/** How much of a picture's width and height its motif takes, 0 to 1. */
export interface MotifShare {
  readonly width: number;
  readonly height: number;
}

const WHOLE: MotifShare = { width: 1, height: 1 };
/** Pixels that a picture is looked at in: half a percent is closer than anybody measures. */
const PROBE = 200;
/** Above this, ink is laid. */
const INK = 128;

/** Of the pixels that are not transparent; the whole picture where all are, or none. */
export function motifShare({
  data,
  width,
  height,
}: Pick<ImageData, 'data' | 'width' | 'height'>): MotifShare {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < width * height; at++) {
    if ((data[4 * at + 3] ?? 0) < INK) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
  }
  if (right < 0) return WHOLE;
  return { width: (right + 1 - left) / width, height: (bottom + 1 - top) / height };
}

/** Of a picture without its ground. @param address undefined: it keeps its ground */
export function useMotifShare(address: string | undefined): MotifShare {
  const image = usePicture(address);
  return useMemo(() => {
    const context = image && new OffscreenCanvas(PROBE, PROBE).getContext('2d', { willReadFrequently: true });
    if (!context) return WHOLE;
    context.drawImage(image, 0, 0, PROBE, PROBE);
    return motifShare(context.getImageData(0, 0, PROBE, PROBE));
  }, [image]);
}
