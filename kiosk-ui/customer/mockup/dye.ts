/** What a product's colour makes of its shadows, seams and linings. */

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Dye {
  /** The colour itself, in the light. */
  readonly face: string;
  /** Set off from the face a little: collars, straps, the lip of a case. */
  readonly trim: string;
  /** Away from the lamp: the back of a neck, the strap behind. */
  readonly inside: string;
  /** Threads and edges, to be seen on the face. */
  readonly seam: string;
  /** What shadows on it tend to. */
  readonly shade: Rgb;
  /** How much of a white cloth's shine it has: dark dyes swallow light. 0 … 1 */
  readonly shine: number;
  /**
   * Transparent inks darken what they are printed on; on a dark ground white lies beneath them, so that a design
   * keeps its own colours.
   */
  readonly ink: 'multiply' | 'cover';
}

/** Relative luminance from which on inks are laid straight on the ground: natural white and unbleached canvas. */
const BRIGHT = 0.6;
/** Relative luminance below which a thread is seen as lighter than its ground. */
const DARK = 0.12;
/** Of the colour, what is left in shadow: warm, as everything on the page is lit. */
const SHADOW: Rgb = [0.27, 0.21, 0.15];
const LEAST_SHINE = 0.4;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** @param hex `#rrggbb` */
export function dyeOf(hex: string): Dye {
  const face = rgbOf(hex);
  const light = luminanceOf(face);
  return {
    face: css(face),
    trim: css(mixed(face, light < DARK ? WHITE : BLACK, 0.035)),
    inside: css(mixed(face, BLACK, light < DARK ? 0.34 : 0.2)),
    seam: css(light < DARK ? mixed(face, WHITE, 0.34) : mixed(face, BLACK, 0.52)),
    shade: [face[0] * SHADOW[0], face[1] * SHADOW[1], face[2] * SHADOW[2]],
    shine: LEAST_SHINE + (1 - LEAST_SHINE) * Math.sqrt(light),
    ink: light >= BRIGHT ? 'multiply' : 'cover',
  };
}

/** Part of the way from one colour to another. @param share 0 … 1 */
export function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (a: number, b: number) => a + (b - a) * share;
  return [at(from[0], to[0]), at(from[1], to[1]), at(from[2], to[2])];
}

/** @param hex `#rrggbb` */
export function rgbOf(hex: string): Rgb {
  const digits = Number.parseInt(hex.slice(1), 16);
  return [(digits >> 16) & 255, (digits >> 8) & 255, digits & 255];
}

export const css = (colour: Rgb) => `rgb(${colour.map(Math.round).join(' ')})`;

/** Relative luminance of an sRGB colour, 0 … 1 (WCAG 2.2). */
export function luminanceOf([red, green, blue]: Rgb): number {
  const linear = (value: number) =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
