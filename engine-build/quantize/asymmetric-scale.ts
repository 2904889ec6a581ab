/** Unsigned bytes: `x ≈ (code − zero) · scale`. */
export interface AsymmetricScale {
  readonly scale: number;
  /** 0 to 255. */
  readonly zero: number;
}

const largestCode = 255;

/**
 * The scale that spreads a range over all codes, with 0 falling on a code exactly: padding is 0.
 *
 * @param range least and largest value, 0 between them
 */
export function asymmetricScale([low, high]: readonly [number, number]): AsymmetricScale {
  const scale = Math.fround((high - low) / largestCode);
  return { scale, zero: Math.round((0 - low) / scale) };
}
