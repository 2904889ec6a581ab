import { describe, expect, it } from 'vitest';
import { widen } from '../../../engine-build/checkpoint/element-types.ts';

/** Assembles the F32 with the same value from the fields of a shorter format: independent of the table's formula. */
function reference(code: number, exponentBits: number, fractionBits: number, bias: number): number {
  const sign = (code >> (exponentBits + fractionBits)) & 1;
  const exponent = (code >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = code & (2 ** fractionBits - 1);
  const magnitude =
    exponent === 0
      ? fraction * 2 ** (1 - bias - fractionBits)
      : (1 + fraction / 2 ** fractionBits) * 2 ** (exponent - bias);
  return sign ? -magnitude : magnitude;
}

function widenCodes(codes: Uint8Array | Uint16Array, type: 'F16' | 'BF16' | 'F8_E4M3'): Float32Array {
  const out = new Float32Array(codes.length);
  widen(new Uint8Array(codes.buffer), type, out);
  return out;
}

describe('widen', () => {
  it('widens all 65,536 F16 codes exactly', () => {
    const out = widenCodes(
      Uint16Array.from({ length: 65536 }, (_, i) => i),
      'F16',
    );
    for (let code = 0; code < 65536; code++) {
      const special = (code & 0x7c00) === 0x7c00;
      const expected = (code & 0x3ff) !== 0 ? Number.NaN : code & 0x8000 ? -Infinity : Infinity;
      const value = special ? expected : reference(code, 5, 10, 15);
      if (!Object.is(out[code], value)) expect([code, out[code]]).toEqual([code, value]);
    }
  });

  it('widens all BF16 codes to the F32 with the same upper half', () => {
    const codes = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const bits = new Uint32Array(widenCodes(codes, 'BF16').buffer);
    expect(bits.every((value, code) => value === code * 65536)).toBe(true);
  });

  it('widens all 256 F8_E4M3 codes, which have no infinities and end at 448', () => {
    const out = widenCodes(
      Uint8Array.from({ length: 256 }, (_, i) => i),
      'F8_E4M3',
    );
    for (let code = 0; code < 256; code++) {
      const value = (code & 0x7f) === 0x7f ? Number.NaN : reference(code, 4, 3, 7);
      expect([code, out[code]]).toEqual([code, value]);
    }
    expect(out[0x7e]).toBe(448);
  });

  it('keeps F32 bits', () => {
    const values = Float32Array.of(1.5, -0, 1e-40, 3.4e38);
    const out = new Float32Array(4);
    widen(new Uint8Array(values.buffer), 'F32', out);
    expect(out).toEqual(values);
  });
});
