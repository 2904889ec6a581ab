/** `‖a − b‖ / ‖b‖` with b the reference. */
export function relativeL2(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    const reference = b[i] ?? 0;
    difference += ((a[i] ?? 0) - reference) ** 2;
    norm += reference ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** Peak signal-to-noise ratio in dB of 8-bit pictures; Infinity when they are equal. */
export function psnr(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / b.length));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
