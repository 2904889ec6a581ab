import type { Plane } from './plane.ts';
import type { Print } from './scene.ts';
import type { Rect } from './warp.ts';

/** The print on a stiff face with rounded corners: the picture over `area`, its colour over the rest. */
export function facePrint(face: Plane, corner: number, area: Rect): Print {
  return {
    surface: face.surface(area),
    outline: face.roundedRect(area, 0),
    bounds: face.bounds,
    face: face.outline(corner),
  };
}
