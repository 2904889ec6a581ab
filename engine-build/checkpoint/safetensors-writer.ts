import type { ElementType } from './element-types.ts';

/** A tensor as it will stand in a file, in the order of the data. */
export interface TensorEntry {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** The format asks that the data start at a multiple of 8. */
const alignment = 8;

/** Length and JSON header of a safetensors file; the tensors' bytes follow in the order of `entries`. */
export function safetensorsHeader(entries: readonly TensorEntry[]): Uint8Array {
  let end = 0;
  const described = entries.map(({ name, type, shape, bytes }) => {
    const begin = end;
    end += bytes;
    return [name, { dtype: type, shape, data_offsets: [begin, end] }] as const;
  });
  const json = Buffer.from(
    JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(described) }),
  );
  const length = Math.ceil(json.byteLength / alignment) * alignment;
  const header = Buffer.alloc(8 + length, ' ');
  header.writeBigUInt64LE(BigInt(length));
  json.copy(header, 8);
  return header;
}
