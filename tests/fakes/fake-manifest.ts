import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../engine-build/build/manifest.ts';
import type { DrawingSize } from '../../runtime/products/drawing-size.ts';
import { FAKE_ENGINE, FAKE_SIZES } from './fake-engine-facts.ts';

const slot = {
  graph: 'clip.onnx',
  tokenizer: 'tokenizer',
  maxLength: 77,
  padToken: '!',
  eosTokenId: 2,
  hiddenSize: 8,
  projectionDim: 8,
};

/** A manifest of an engine that has no files. */
const FAKE_MANIFEST: Omit<Manifest, 'shapes'> = {
  format: 1,
  key: FAKE_ENGINE.key,
  model: { name: FAKE_ENGINE.model.name, family: 'fake', weightsHash: '' },
  backend: 'cpu',
  precision: 'fp32',
  library: 'none',
  builtFor: null,
  settings: {
    latentChannels: 16,
    vaeScaleFactor: 8,
    patchSize: 2,
    scalingFactor: 1,
    shiftFactor: 0,
    jointAttentionDim: 8,
    pooledProjectionDim: 16,
    layers: 1,
    maxSequenceLength: 0,
    scheduler: {
      numTrainTimesteps: 1000,
      shift: 3,
      useDynamicShifting: false,
      baseShift: 0.5,
      maxShift: 1.15,
      baseImageSeqLen: 256,
      maxImageSeqLen: 4096,
      shiftTerminal: null,
    },
  },
  defaults: FAKE_ENGINE.defaults,
  styles: null,
  text: { clipL: slot, clipG: slot, t5: null, words: null },
  preview: null,
  files: [],
};

/** A whole manifest. */
export function fakeManifest(sizes: readonly DrawingSize[] = FAKE_SIZES): Manifest {
  return { ...FAKE_MANIFEST, shapes: sizes.map(shapeOf) };
}

/** Makes a folder look provisioned to everybody but the drawing process. */
export async function writeFakeManifest(
  dir: string,
  sizes: readonly DrawingSize[] = FAKE_SIZES,
): Promise<void> {
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(fakeManifest(sizes)));
}

function shapeOf(size: DrawingSize): Manifest['shapes'][number] {
  return {
    ...size,
    transformer: { batch1: 'one.onnx', batch2: 'two.onnx' },
    vaeDecoder: 'decoder.onnx',
    vaeEncoder: 'encoder.onnx',
  };
}
