const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** High 32 bits of a 32 × 32 bit product, by 16-bit halves because a double holds only 53 bits. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middle = aLow * bHigh + (cross & 0xffff);
  return (aHigh * bHigh + Math.floor(cross / 0x10000) + Math.floor(middle / 0x10000)) >>> 0;
}

/**
 * Philox4x32-10: 128 random bits as a pure function of key and counter, integers only, hence the same
 * on every machine. Source: Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011).
 *
 * @param block position in the stream, 0 ≤ block < 2^32
 * @param key 32-bit seed
 * @returns four unsigned 32-bit integers
 */
export function philox(block: number, key: number): readonly [number, number, number, number] {
  let [c0, c1, c2, c3] = [block >>> 0, 0, 0, 0];
  let [k0, k1] = [key >>> 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highProduct(MULTIPLIER_0, c0);
    const high1 = highProduct(MULTIPLIER_1, c2);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}
