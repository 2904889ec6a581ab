import { narrow } from '../checkpoint/narrow.ts';
import { type ElemType, elemBytes } from './onnx-proto.ts';

/** Writers of little-endian elements by type. */
const writers: Readonly<Record<ElemType, (view: DataView, i: number, value: number) => void>> = {
  float32: (view, i, value) => view.setFloat32(4 * i, value, true),
  float16: (view, i, value) => view.setUint16(2 * i, halfBits(value), true),
  int32: (view, i, value) => view.setInt32(4 * i, value, true),
  int64: (view, i, value) => view.setBigInt64(8 * i, BigInt(value), true),
  int8: (view, i, value) => view.setInt8(i, value),
  uint8: (view, i, value) => view.setUint8(i, value),
  bool: (view, i, value) => view.setUint8(i, value),
  float8e4m3: (view, i, value) => view.setUint8(i, narrow(Float32Array.of(value), 'F8_E4M3')[0] ?? 0),
};

/** The values as ONNX stores raw data: little-endian, rounded to the type. */
export function constantBytes(type: ElemType, values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * elemBytes[type]);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) writers[type](view, i, value);
  return bytes;
}

function halfBits(value: number): number {
  const [low = 0, high = 0] = narrow(Float32Array.of(value), 'F16');
  return low | (high << 8);
}
