/** Element types that cross the boundary between the pipeline and an engine. */
export type TensorData = Float32Array | BigInt64Array;

/** A dense row-major tensor. `data.length` equals the product of `shape`. */
export interface Tensor<D extends TensorData = TensorData> {
  readonly shape: readonly number[];
  readonly data: D;
}

export type FloatTensor = Tensor<Float32Array>;

/** Name, element type and static shape of one input or output. */
export interface TensorSpec {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  readonly shape: readonly number[];
}

export type Feeds = Readonly<Record<string, Tensor>>;
export type Results = Readonly<Record<string, FloatTensor>>;

/**
 * One compiled graph with static shapes, whatever executes it.
 *
 * Invariants every implementation keeps (tests/contract/engine.contract.ts):
 * - `run` refuses feeds that are missing, surplus, of another type or shape, naming the tensor;
 * - equal feeds give equal results;
 * - results belong to the caller: a later `run` does not change them;
 * - a signal that has already fired rejects with AbortedError and does no work;
 * - after `dispose` (which may be called twice) `run` rejects.
 */
export interface Engine extends AsyncDisposable {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  run(feeds: Feeds, signal?: AbortSignal): Promise<Results>;
  dispose(): Promise<void>;
}
