import { useCallback } from 'preact/hooks';
import type { Cloth, Slope, Slopes } from './cloth.ts';
import { threads } from './crumple.ts';
import { type Pixels, SCENE } from './warp.ts';

/** Towards the lamp, of length 1: above and to the left, before the picture. */
const LAMP = [-0.48, -0.6, 0.64] as const;
/** How strongly the folds show, as opacity for each part of light lost or gained. */
const SHADE = 0.8;
const SHINE = 0.65;
const SHADE_COLOUR = [66, 52, 36] as const;
const MOST = 150;

interface ClothLightProps {
  readonly cloth: Cloth;
  /** Id of the clip path that is the cloth's outline. */
  readonly clip: string;
  /** How much light its single threads make, as a share; 0 for a fine knit. */
  readonly weave: number;
}

/** Shade and shine of the cloth's folds, over everything printed on it. */
export function ClothLight({ cloth, clip, weave }: ClothLightProps) {
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      // In a task of its own: a page with several pieces of cloth would otherwise stand still for all of them.
      if (canvas) setTimeout(() => paintLight(canvas, cloth, weave));
    },
    [cloth, weave],
  );
  return (
    <g clip-path={`url(#${clip})`}>
      <foreignObject width={SCENE} height={SCENE}>
        <canvas ref={paint} width={SCENE} height={SCENE} style={{ display: 'block' }} />
      </foreignObject>
    </g>
  );
}

/** Painted once for each cloth: screens come and go, the light stays. */
const painted = new WeakMap<Cloth, ImageData>();

function paintLight(canvas: HTMLCanvasElement, cloth: Cloth, weave: number): void {
  const light = painted.get(cloth) ?? new ImageData(canvas.width, canvas.height);
  if (!painted.has(cloth)) lightOf(cloth(), weave, light);
  painted.set(cloth, light);
  canvas.getContext('2d')?.putImageData(light, 0, 0);
}

/** Fills one pixel a scene unit: dark where the cloth turns away from the lamp, white where towards it. */
export function lightOf(slopeAt: Slopes, weave: number, { width, height, data }: Pixels): void {
  const slope: Slope = { x: 0, y: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      slopeAt(x + 0.5, y + 0.5, slope);
      const change = lightOn(slope) - 1 + (weave === 0 ? 0 : weave * threads(x, y));
      const dark = change < 0;
      const at = (y * width + x) * 4;
      data[at] = dark ? SHADE_COLOUR[0] : 255;
      data[at + 1] = dark ? SHADE_COLOUR[1] : 255;
      data[at + 2] = dark ? SHADE_COLOUR[2] : 255;
      data[at + 3] = Math.min(MOST, 255 * change * (dark ? -SHADE : SHINE));
    }
  }
}

/** Lambert's law, as a share of the light on level cloth. */
export function lightOn({ x, y }: Slope): number {
  const facing = LAMP[2] - x * LAMP[0] - y * LAMP[1];
  return Math.max(0, facing) / (LAMP[2] * Math.hypot(x, y, 1));
}
