/** Types that F32 values can be stored in; the inverse of `widen`. */
export type StoredFloat = 'F32' | 'F16' | 'BF16' | 'F8_E4M3';

/** Largest finite values. */
export const largestHalf = 65_504;
export const largestE4m3 = 448;

/** Views of one word, to read the bits of an F32. */
const word = new Float32Array(1);
const bitsOfWord = new Uint32Array(word.buffer);

/** Adding and taking off 2^52 rounds a small positive double to a whole number, ties to even. */
const wholeNumbers = 2 ** 52;

/**
 * Rounds the magnitude `bits` of an F32 to a shorter format, ties to even: `fraction` bits are kept and the
 * exponent's bias becomes `bias`. Values below the smallest normal one become whole steps of the format's
 * subnormals; what overflows gives a code beyond the format's range, which the caller limits.
 */
function roundBits(bits: number, fraction: number, bias: number): number {
  const dropped = 23 - fraction;
  const firstNormal = (128 - bias) << 23;
  if (bits < firstNormal) {
    bitsOfWord[0] = bits;
    const steps = (word[0] ?? 0) * 2 ** (bias - 1 + fraction);
    return steps + wholeNumbers - wholeNumbers;
  }
  const half = (1 << (dropped - 1)) - 1 + ((bits >>> dropped) & 1);
  return ((bits + half) >>> dropped) - ((127 - bias) << fraction);
}

/** IEEE binary16; magnitudes above 65504 become infinity, NaN stays NaN. */
function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  return sign | Math.min(0x7c00, magnitude >= 0x47800000 ? 0x7c00 : roundBits(magnitude, 10, 15));
}

/** OCP E4M3FN; magnitudes above 448 become 448 (as ONNX's `saturate`), NaN stays NaN. */
function e4m3Bits(bits: number): number {
  const sign = (bits >>> 24) & 0x80;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7f;
  return sign | (magnitude >= 0x43e00000 ? 0x7e : Math.min(0x7e, roundBits(magnitude, 3, 7)));
}

/** The upper half of an F32, ties to even; NaN stays NaN. */
function bfloatBits(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 0x40;
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}

/**
 * Stores F32 values in a shorter type, little-endian, rounded to the nearest (ties to even).
 *
 * @returns new bytes, as many elements as `values`
 */
export function narrow(values: Float32Array, type: StoredFloat): Uint8Array {
  if (type === 'F32') return new Uint8Array(values.slice().buffer);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  if (type === 'F8_E4M3') return convert(bits, new Uint8Array(values.length), e4m3Bits);
  const convertHalf = type === 'F16' ? halfBits : bfloatBits;
  return new Uint8Array(convert(bits, new Uint16Array(values.length), convertHalf).buffer);
}

function convert<T extends Uint8Array | Uint16Array>(
  bits: Uint32Array,
  out: T,
  code: (bits: number) => number,
): T {
  for (let i = 0; i < bits.length; i++) out[i] = code(bits[i] ?? 0);
  return out;
}
