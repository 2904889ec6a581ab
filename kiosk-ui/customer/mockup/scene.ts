import type { JSX } from 'preact';
import type { Rect, Surface } from './warp.ts';

/** Width and height of the printable area; only their ratio matters to a scene. */
export interface PrintArea {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** Where and how a picture lies on the drawn object. */
export interface Print {
  readonly surface: Surface;
  /** SVG path that cuts the picture out with smooth edges. */
  readonly outline: string;
  readonly bounds: Rect;
  /** SVG path of the whole printed face, where the picture's edge colour continues beyond the picture. */
  readonly face?: string;
}

/** One product as a still life: what lies under the print, the print, and what lies over it. */
export interface Scene {
  /** Both may depend on how many radians the object is turned by. */
  back(turn: number): JSX.Element;
  front(turn: number): JSX.Element;
  /** Transparent inks darken what they are printed on; the others cover it. */
  readonly ink: 'multiply' | 'cover';
  /** Of an object that can be turned about its upright axis, in scene units; others have none. */
  readonly radius?: number;
  /** @param aspect width : height of the picture; @param turn radians */
  print(aspect: number, turn: number): Print;
}

/** @param colour of the article, `#rrggbb`; left out: the one it mostly comes in */
export type SceneFor = (area: PrintArea, colour?: string) => Scene;

/** The largest rectangle of this aspect within another, in its middle. */
export function contain({ x, y, width, height }: Rect, aspect: number): Rect {
  const fitted =
    aspect > width / height ? { width, height: width / aspect } : { width: height * aspect, height };
  return { x: x + (width - fitted.width) / 2, y: y + (height - fitted.height) / 2, ...fitted };
}

/** Up to this much (as a ratio) a picture is cropped to cover a face; beyond, it is fitted in whole. */
const MOST_CROP = 1.25;

/** Where a picture of this aspect goes on a face that is printed to its edges. */
export function coverOrContain(face: Rect, aspect: number): Rect {
  const ratio = aspect / (face.width / face.height);
  if (Math.max(ratio, 1 / ratio) > MOST_CROP) return contain(face, aspect);
  const width = ratio > 1 ? face.height * aspect : face.width;
  const height = width / aspect;
  return { x: face.x + (face.width - width) / 2, y: face.y + (face.height - height) / 2, width, height };
}
