import { MotifError } from '../errors.ts';
import type { Feeds, Tensor, TensorSpec } from './engine.ts';

/**
 * Every engine checks its feeds with this, so that a wrong tensor is named before native code sees it.
 *
 * @throws MotifError('engine-failed') naming the tensor, the expected and the received type and shape
 */
export function checkFeeds(specs: readonly TensorSpec[], feeds: Feeds): void {
  for (const spec of specs) checkTensor(spec, feeds[spec.name]);
  const known = new Set(specs.map((spec) => spec.name));
  for (const name of Object.keys(feeds)) {
    if (!known.has(name)) refuse(`inputs ${[...known].join(', ')}`, `an unknown one named "${name}"`);
  }
}

function checkTensor(spec: TensorSpec, tensor: Tensor | undefined): void {
  if (!tensor) refuse(`input "${spec.name}" (${describe(spec.type, spec.shape)})`, 'none');
  const type = tensor.data instanceof Float32Array ? 'float32' : 'int64';
  const elements = tensor.shape.reduce((product, side) => product * side, 1);
  const sameShape =
    tensor.shape.length === spec.shape.length && tensor.shape.every((side, i) => side === spec.shape[i]);
  if (type !== spec.type || !sameShape || elements !== tensor.data.length) {
    const received = `${describe(type, tensor.shape)} with ${tensor.data.length} elements`;
    refuse(`input "${spec.name}" as ${describe(spec.type, spec.shape)}`, received);
  }
}

function describe(type: string, shape: readonly number[]): string {
  return `${type} [${shape.join(', ')}]`;
}

function refuse(expected: string, received: string): never {
  throw new MotifError(
    'engine-failed',
    `Expected ${expected} but received ${received}. Provision the model again so that engine and settings match.`,
  );
}
