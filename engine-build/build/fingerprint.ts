import { createHash } from 'node:crypto';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { engineComponents, type LayoutOptions } from './engine-layout.ts';
import { planComponent } from './export-component.ts';

/**
 * sha256 over every graph and every weight recipe that an export would write, without reading weights
 * (milliseconds). It changes whenever this program would emit anything else; together with the identity of
 * the checkpoint's files it tells whether an engine built earlier is still the one that would be built.
 */
export function emissionFingerprint(checkpoint: Checkpoint, layout: LayoutOptions): string {
  const hash = createHash('sha256');
  for (const component of engineComponents(checkpoint, layout)) {
    const { encoded, layout: weights } = planComponent(component);
    for (const { path, bytes } of encoded) hash.update(path).update(bytes);
    hash.update(JSON.stringify(weights.placed()));
  }
  return hash.digest('hex');
}
