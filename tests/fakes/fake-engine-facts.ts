import type { EngineFacts } from '../../runtime/jobs/draw-plan.ts';

/** What the jobs need of a manifest; two sizes, so that the choice between them shows. */
export const FAKE_ENGINE: EngineFacts = {
  key: 'e'.repeat(64),
  model: { name: 'fake-model' },
  defaults: {
    steps: { quick: 4, fine: 8 },
    guidance: { free: 2, balanced: 4, exact: 6 },
    negativePrompt: 'blurry',
    skipLayer: null,
  },
};

export const FAKE_SIZES = [
  { width: 32, height: 32 },
  { width: 48, height: 32 },
];
