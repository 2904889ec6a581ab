import { CheckpointError } from '../errors.ts';
import type { TensorFolder } from './tensor-folder.ts';

/** Name and shape of a tensor that a model's configuration calls for. */
export type ExpectedTensor = readonly [name: string, shape: readonly number[]];

/** `weight` [rows, columns] and `bias` [rows] of a linear layer. */
export function linear(name: string, rows: number, columns: number): ExpectedTensor[] {
  return [
    [`${name}.weight`, [rows, columns]],
    [`${name}.bias`, [rows]],
  ];
}

/** `weight` and `bias` of a norm with affine parameters. */
export function affine(name: string, width: number): ExpectedTensor[] {
  return [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
}

/** `weight` [out, in, k, k] and `bias` [out] of a 2D convolution. */
export function conv(name: string, out: number, input: number, kernel: number): ExpectedTensor[] {
  return [
    [`${name}.weight`, [out, input, kernel, kernel]],
    [`${name}.bias`, [out]],
  ];
}

/**
 * Checks that a component holds every expected tensor in its shape. Further tensors are ignored.
 *
 * @param component folder name for the message
 * @throws CheckpointError `missing` or `mismatch`, naming the first tensor that is wrong and counting the rest
 */
export function checkTensors(
  component: string,
  folder: TensorFolder,
  expected: readonly ExpectedTensor[],
): void {
  const missing = expected.filter(([name]) => !folder.tensors.has(name));
  if (missing[0]) {
    const [name, shape] = missing[0];
    throw new CheckpointError(
      'missing',
      `${component}: the tensor "${name}" [${shape}] that config.json calls for is missing${others(missing)}. Copy weights and config.json from the same model.`,
    );
  }
  const wrong = expected.filter(([name, shape]) => !sameShape(folder.get(name).shape, shape));
  if (wrong[0]) {
    const [name, shape] = wrong[0];
    throw new CheckpointError(
      'mismatch',
      `${component}: the tensor "${name}" must have the shape [${shape}] by config.json, found [${folder.get(name).shape}]${others(wrong)}. Copy weights and config.json from the same model.`,
    );
  }
}

function others(all: readonly unknown[]): string {
  return all.length > 1 ? ` (and ${all.length - 1} more)` : '';
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
