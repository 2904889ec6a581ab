/** Bytes of one element, for every type a safetensors header may name. */
export const elementBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;

export type ElementType = keyof typeof elementBytes;

/** Types that weights may have; all are widened to F32 without loss. */
export const floatTypes = ['F32', 'F16', 'BF16', 'F8_E4M3'] as const satisfies readonly ElementType[];

export type FloatType = (typeof floatTypes)[number];

export function isElementType(name: string): name is ElementType {
  return Object.hasOwn(elementBytes, name);
}

export function isFloatType(type: ElementType): type is FloatType {
  return (floatTypes as readonly ElementType[]).includes(type);
}

/** IEEE binary16: 1 sign, 5 exponent (bias 15), 10 fraction bits. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** OCP 8-bit E4M3FN: bias 7, no infinities, NaN is S.1111.111, largest value 448. */
function e4m3ToNumber(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 0xf;
  const fraction = bits & 7;
  if (exponent === 0xf && fraction === 7) return Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -9;
  return sign * (8 + fraction) * 2 ** (exponent - 10);
}

function tableOf(size: number, toNumber: (bits: number) => number): Float32Array {
  return Float32Array.from({ length: size }, (_, bits) => toNumber(bits));
}

let halfTable: Float32Array | undefined;
let e4m3Table: Float32Array | undefined;

function widenByTable(codes: Uint8Array | Uint16Array, table: Float32Array, out: Float32Array): void {
  for (let i = 0; i < codes.length; i++) out[i] = table[codes[i] ?? 0] ?? 0;
}

/** Number of F32 values that `bytes` hold. */
function countOf(bytes: Uint8Array, type: FloatType): number {
  return bytes.byteLength / elementBytes[type];
}

/**
 * Widens little-endian elements to F32, exactly.
 *
 * @param bytes whole elements, starting at a multiple of the element size within its ArrayBuffer
 * @param out receives the values; at least as long as `bytes` has elements
 */
export function widen(bytes: Uint8Array, type: FloatType, out: Float32Array): void {
  const count = countOf(bytes, type);
  switch (type) {
    case 'F32':
      out.set(new Float32Array(bytes.buffer, bytes.byteOffset, count));
      return;
    case 'BF16': {
      const halves = new Uint16Array(bytes.buffer, bytes.byteOffset, count);
      const bits = new Uint32Array(out.buffer, out.byteOffset, count);
      for (let i = 0; i < count; i++) bits[i] = (halves[i] ?? 0) << 16;
      return;
    }
    case 'F16':
      halfTable ??= tableOf(65536, halfToNumber);
      widenByTable(new Uint16Array(bytes.buffer, bytes.byteOffset, count), halfTable, out);
      return;
    case 'F8_E4M3':
      e4m3Table ??= tableOf(256, e4m3ToNumber);
      widenByTable(bytes, e4m3Table, out);
      return;
  }
}
