/** How large a millimetre is on this screen: every target on the page is measured in millimetres. */

const MM_PER_INCH = 25.4;
/** Browsers promise fingers no less than 44 CSS pixels; the smallest target is 15 mm. */
const LEAST = 44 / 15;
/** On a screen smaller than a kiosk's, real millimetres would leave no room for pictures. */
const MOST_OF_SHORT_SIDE = 1 / 230;

/**
 * CSS pixels per millimetre.
 *
 * @param inches diagonal of the screen
 * @param width of the page in CSS pixels, which on a kiosk fills the screen
 */
export function pixelsPerMm(inches: number, width: number, height: number): number {
  const real = Math.hypot(width, height) / (inches * MM_PER_INCH);
  return Math.max(LEAST, Math.min(real, MOST_OF_SHORT_SIDE * Math.min(width, height)));
}
