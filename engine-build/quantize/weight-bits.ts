import { readFile } from 'node:fs/promises';

/** CPU flags of instructions that add products of bytes in 32 bits, without an intermediate 16-bit sum. */
const dotProductFlags = ['avx512_vnni', 'avx_vnni', 'amx_int8', 'asimddp'];

/**
 * Bits that INT8 weights may use on a CPU with these flags.
 *
 * ONNX Runtime multiplies unsigned activations with signed weights. Where only VPMADDUBSW exists (AVX2
 * without VNNI) two products are added in 16 bits and saturate: 2 · 255 · 127 > 32767. With weights of 7
 * bits, 2 · 255 · 63 = 32130 always fits. That costs about one bit of weight precision, so it is done only
 * where it must be.
 */
export function weightBitsFor(flags: readonly string[]): 7 | 8 {
  return dotProductFlags.some((flag) => flags.includes(flag)) ? 8 : 7;
}

/** Flags of this machine's CPU (Linux); empty elsewhere, which means the careful choice. */
export async function cpuFlags(): Promise<string[]> {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  return (/^(?:flags|Features)\s*:(.*)$/m.exec(text)?.[1] ?? '').trim().split(/\s+/);
}
