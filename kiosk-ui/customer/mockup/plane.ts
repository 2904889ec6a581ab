/** A stiff rectangle (a card, a phone case, a magnet) held in space and seen in perspective. */
import type { Rect, Surface } from './warp.ts';

type Point = readonly [x: number, y: number];
type Vector = readonly [x: number, y: number, z: number];

export interface Pose {
  /** Size of the face in scene units. */
  readonly width: number;
  readonly height: number;
  /** Where the middle of the face is seen. */
  readonly centre: Point;
  /** Turns in degrees: nod (about x), sway (about y), roll (about z). */
  readonly nod: number;
  readonly sway: number;
  readonly roll: number;
}

/** The eye's distance in scene units: near enough for visible perspective, far enough for dignity. */
const EYE = 1400;
const CORNER_STEPS = 10;

export interface Plane {
  readonly pose: Pose;
  /** Where a point of the face is seen; x and y from its middle, z towards the eye. */
  project(x: number, y: number, z?: number): Point;
  /** SVG path of a rounded rectangle on the face, or `z` above or below it. */
  roundedRect(area: Rect, radius: number, z?: number): string;
  /** The whole face as such a path. */
  outline(radius: number, z?: number): string;
  /** The surface that shows a picture over the given part of the face. */
  surface(area: Rect): Surface;
  readonly bounds: Rect;
}

/** The face's own rectangle, measured from its middle. */
export function faceOf(pose: Pose): Rect {
  return { x: -pose.width / 2, y: -pose.height / 2, width: pose.width, height: pose.height };
}

export function plane(pose: Pose): Plane {
  const [right, down, front] = axes(pose);
  const project = (x: number, y: number, z = 0): Point => {
    const away = 1 - (right[2] * x + down[2] * y + front[2] * z) / EYE;
    return [
      pose.centre[0] + (right[0] * x + down[0] * y + front[0] * z) / away,
      pose.centre[1] + (right[1] * x + down[1] * y + front[1] * z) / away,
    ];
  };
  const roundedRect = (area: Rect, radius: number, z = 0) =>
    path(rounded(area, radius).map(([x, y]) => project(x, y, z)));
  return {
    pose,
    project,
    roundedRect,
    outline: (radius, z = 0) => roundedRect(faceOf(pose), radius, z),
    surface: (area) => surface(pose, right, down, area),
    bounds: boundsOf(rounded(faceOf(pose), 0).map(([x, y]) => project(x, y))),
  };
}

/** The face's own axes in the eye's space, the nod applied last. */
function axes({ nod, sway, roll }: Pose): readonly [Vector, Vector, Vector] {
  const [cn, sn] = turn(nod);
  const [cs, ss] = turn(sway);
  const [cr, sr] = turn(roll);
  const rotate = ([x, y, z]: Vector): Vector => {
    const [x1, y1] = [x * cr - y * sr, x * sr + y * cr];
    const [x2, z2] = [x1 * cs + z * ss, -x1 * ss + z * cs];
    return [x2, y1 * cn - z2 * sn, y1 * sn + z2 * cn];
  };
  return [rotate([1, 0, 0]), rotate([0, 1, 0]), rotate([0, 0, 1])];
}

function turn(degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/**
 * Solves the projection for the point of the face behind a point of the scene:
 * sx·(1 − (r_z·x + d_z·y)/E) = r_x·x + d_x·y, likewise for sy; two linear equations in x and y.
 */
function surface(pose: Pose, right: Vector, down: Vector, area: Rect): Surface {
  return (px, py, spot) => {
    const sx = px - pose.centre[0];
    const sy = py - pose.centre[1];
    const a = right[0] + (sx * right[2]) / EYE;
    const b = down[0] + (sx * down[2]) / EYE;
    const c = right[1] + (sy * right[2]) / EYE;
    const d = down[1] + (sy * down[2]) / EYE;
    const determinant = a * d - b * c;
    const x = (sx * d - b * sy) / determinant;
    const y = (a * sy - sx * c) / determinant;
    spot.u = (x - area.x) / area.width;
    spot.v = (y - area.y) / area.height;
    spot.light = 1;
    return spot.u > -0.01 && spot.u < 1.01 && spot.v > -0.01 && spot.v < 1.01;
  };
}

function rounded({ x, y, width, height }: Rect, radius: number): Point[] {
  const corners: readonly (readonly [number, number, number])[] = [
    [x + width - radius, y + radius, -90],
    [x + width - radius, y + height - radius, 0],
    [x + radius, y + height - radius, 90],
    [x + radius, y + radius, 180],
  ];
  return corners.flatMap(([cx, cy, from]) =>
    Array.from({ length: CORNER_STEPS + 1 }, (_, step): Point => {
      const [cos, sin] = turn(from + (90 * step) / CORNER_STEPS);
      return [cx + radius * cos, cy + radius * sin];
    }),
  );
}

function path(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}Z`;
}

function boundsOf(points: readonly Point[]): Rect {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
