import { useCallback } from 'preact/hooks';
import type { Cloth, Slope, Slopes } from './cloth.ts';
import { threads } from './crumple.ts';
import type { Dye } from './dye.ts';
import { type Pixels, SCENE } from './warp.ts';

/** Towards the lamp, of length 1: above and to the left, before the picture. */
const LAMP = [-0.48, -0.6, 0.64] as const;
/** How strongly the folds show, as opacity for each part of light lost or gained. */
const SHADE = 0.8;
const SHINE = 0.65;
const MOST = 150;

interface ClothLightProps {
  readonly cloth: Cloth;
  /** Id of the clip path that is the cloth's outline. */
  readonly clip: string;
  /** How much light its single threads make, as a share; 0 for a fine knit. */
  readonly weave: number;
  readonly dye: Dye;
}

/** Shade and shine of the cloth's folds, over everything printed on it. */
export function ClothLight({ cloth, clip, weave, dye }: ClothLightProps) {
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      // In a task of its own: a page with several pieces of cloth would otherwise stand still for all of them.
      if (canvas) setTimeout(() => paintLight(canvas, cloth, weave, dye));
    },
    [cloth, weave, dye],
  );
  return (
    <g clip-path={`url(#${clip})`}>
      <foreignObject width={SCENE} height={SCENE}>
        <canvas ref={paint} width={SCENE} height={SCENE} style={{ display: 'block' }} />
      </foreignObject>
    </g>
  );
}

/** Worked out once for each cloth: screens come and go, the light stays. */
const painted = new WeakMap<Cloth, ImageData>();

function paintLight(canvas: HTMLCanvasElement, cloth: Cloth, weave: number, dye: Dye): void {
  const light = painted.get(cloth) ?? new ImageData(canvas.width, canvas.height);
  if (!painted.has(cloth)) lightOf(cloth(), weave, light);
  painted.set(cloth, light);
  canvas.getContext('2d')?.putImageData(dyed(light, dye), 0, 0);
}

/** Fills one pixel a scene unit: black where the cloth turns away from the lamp, white where towards it. */
export function lightOf(slopeAt: Slopes, weave: number, { width, height, data }: Pixels): void {
  const slope: Slope = { x: 0, y: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      slopeAt(x + 0.5, y + 0.5, slope);
      const change = lightOn(slope) - 1 + (weave === 0 ? 0 : weave * threads(x, y));
      const dark = change < 0;
      const at = (y * width + x) * 4;
      data.fill(dark ? 0 : 255, at, at + 3);
      data[at + 3] = Math.min(MOST, 255 * change * (dark ? -SHADE : SHINE));
    }
  }
}

/** The same light on a dyed cloth: what is dark gets the colour of its shadows, what is white may shine less. */
function dyed({ width, height, data }: ImageData, { shade: [red, green, blue], shine }: Dye): ImageData {
  const out = new ImageData(new Uint8ClampedArray(data), width, height);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === 255) {
      out.data[at + 3] = (data[at + 3] ?? 0) * shine;
      continue;
    }
    out.data[at] = red;
    out.data[at + 1] = green;
    out.data[at + 2] = blue;
  }
  return out;
}

/** Lambert's law, as a share of the light on level cloth. */
export function lightOn({ x, y }: Slope): number {
  const facing = LAMP[2] - x * LAMP[0] - y * LAMP[1];
  return Math.max(0, facing) / (LAMP[2] * Math.hypot(x, y, 1));
}
