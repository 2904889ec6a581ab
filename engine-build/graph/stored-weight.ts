import { type ElemType, elemBytes } from './onnx-proto.ts';

/** Elements of a checkpoint tensor, in row-major order, with a constant added to each. */
export interface WeightPart {
  readonly tensor: string;
  /** The whole tensor when absent. */
  readonly range?: { readonly start: number; readonly count: number };
  readonly plus?: number;
}

/**
 * How the bytes of a stored weight come about. Data, not code: the same recipe on the same checkpoint
 * gives the same bytes, and nothing is read before the weight file is written.
 */
export type Recipe =
  /** The parts one after the other, in the floating-point type of the weight. */
  | { readonly kind: 'float32'; readonly parts: readonly WeightPart[] }
  /** A 3×3 kernel seen through a doubled picture by one of its four kinds of pixel; see `upsample-kernel.ts`. */
  | {
      readonly kind: 'upsample-kernel';
      readonly tensor: string;
      readonly row: 0 | 1;
      readonly column: 0 | 1;
    }
  /** The parts stacked as rows [N, K], quantised per row, stored transposed as [K, N]. */
  | {
      readonly kind: 'int8';
      readonly parts: readonly WeightPart[];
      readonly columns: number;
      readonly bits: 7 | 8;
    }
  /** The scales [N] that belong to an `int8` weight of the same parts. */
  | {
      readonly kind: 'int8-scales';
      readonly parts: readonly WeightPart[];
      readonly columns: number;
      readonly bits: 7 | 8;
    }
  /** The parts stacked as rows [N, columns], as INT8 codes in that order; see `row-codes.ts`. */
  | RowRecipeOf<'row-codes'>
  /** The scales [N] that belong to them. */
  | RowRecipeOf<'row-scales'>
  /** A convolution's weight [O, I, kh, kw] as codes, its scales [O], and its bias in units of the sum. */
  | { readonly kind: 'int8-kernel'; readonly kernel: KernelSource; readonly bits: 7 | 8 }
  | { readonly kind: 'int8-kernel-scales'; readonly kernel: KernelSource; readonly bits: 7 | 8 }
  | {
      readonly kind: 'int8-kernel-bias';
      readonly kernel: KernelSource;
      readonly bits: 7 | 8;
      readonly bias: string;
      readonly inputScale: number;
    }
  /** A linear's weight [N, K] times `smooth` column by column, as codes [K, N]; see `qdq-weights.ts`. */
  | QdqRecipeOf<'qdq'>
  /** The scale [] or the scales [N] that belong to it. */
  | QdqRecipeOf<'qdq-scales'>;

/** A convolution's weight, as it is or as one kind of pixel of a doubled picture sees it. */
export interface KernelSource {
  readonly tensor: string;
  readonly phase?: { readonly row: 0 | 1; readonly column: 0 | 1 };
}

interface RowRecipeOf<K extends string> {
  readonly kind: K;
  readonly parts: readonly WeightPart[];
  readonly columns: number;
  /** Whether the scales are stored as F16. */
  readonly half: boolean;
}

interface QdqRecipeOf<K extends string> {
  readonly kind: K;
  readonly tensor: string;
  readonly format: 'fp8' | 'int8';
  readonly smooth: readonly number[] | null;
  /** Whether the scales are stored as F16. */
  readonly half: boolean;
}

export interface StoredWeight {
  /** Unique within a component; equal names mean equal recipes. */
  readonly name: string;
  readonly type: ElemType;
  readonly shape: readonly number[];
  readonly recipe: Recipe;
}

/** Where a weight lies in the component's weight file. */
export interface WeightPlace {
  readonly offset: number;
  readonly bytes: number;
}

/** Large weights start at a page, so that ONNX Runtime can map them; small ones at a cache line. */
const pageBytes = 4096;
const lineBytes = 64;

/**
 * Lays out the weights of one component, shared by all its graphs (batch sizes, picture sizes).
 * Only collects; `writeWeights` reads and writes.
 */
export class WeightLayout {
  readonly file: string;
  readonly #places = new Map<string, WeightPlace & { weight: StoredWeight }>();
  #end = 0;

  /** @param file name beside the graphs, as ONNX's external data location */
  constructor(file: string) {
    this.file = file;
  }

  /** Places a weight, or finds the place it already has. */
  place(weight: StoredWeight): WeightPlace {
    const known = this.#places.get(weight.name);
    if (known) return known;
    const bytes = weight.shape.reduce((product, size) => product * size, elemBytes[weight.type]);
    const alignment = bytes >= pageBytes ? pageBytes : lineBytes;
    const offset = Math.ceil(this.#end / alignment) * alignment;
    const place = { weight, offset, bytes };
    this.#places.set(weight.name, place);
    this.#end = offset + bytes;
    return place;
  }

  /** All weights by rising offset. */
  placed(): readonly (WeightPlace & { readonly weight: StoredWeight })[] {
    return [...this.#places.values()];
  }

  /** Length of the weight file. */
  get bytes(): number {
    return this.#end;
  }
}
