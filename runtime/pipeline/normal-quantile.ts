/*
 * The inverse of the normal distribution function from additions, multiplications, divisions and square
 * roots alone. IEEE 754 rounds these correctly everywhere, while Math.log and Math.cos may differ in the
 * last bit between engines, and one bit of noise is another picture.
 */

const LN2 = Math.LN2;
const bits = new DataView(new ArrayBuffer(8));

/** Natural logarithm of a positive normal double: x = m·2^e, ln m = 2·atanh((m-1)/(m+1)) as a series. */
function naturalLog(x: number): number {
  bits.setFloat64(0, x);
  let exponent = (bits.getUint16(0) >>> 4) - 1023;
  bits.setUint16(0, (bits.getUint16(0) & 0x000f) | (1023 << 4));
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let k = 25; k >= 1; k -= 2) sum = sum * square + 1 / k;
  return 2 * s * sum + exponent * LN2;
}

/** Highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

const CENTRE_P = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRE_Q = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const MIDDLE_P = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_Q = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_P = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_Q = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/**
 * Standard normal deviate of lower tail area `p`, accurate to about 1e-16.
 * Source: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution" (PPND16, 1988).
 *
 * @param p in (0, 1)
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_P, r)) / polynomial(CENTRE_Q, r);
  }
  const r = Math.sqrt(-naturalLog(q < 0 ? p : 1 - p));
  const value =
    r <= 5
      ? polynomial(MIDDLE_P, r - 1.6) / polynomial(MIDDLE_Q, r - 1.6)
      : polynomial(TAIL_P, r - 5) / polynomial(TAIL_Q, r - 5);
  return q < 0 ? -value : value;
}
