import type { LoadedModel } from '../../runtime/engines/load-engines.ts';
import type { Candidate, PictureError, StepError } from './candidate.ts';
import type { Prediction, ReferenceDrawing } from './reference.ts';

/** What a plan must keep to. */
export interface Bar {
  /** Relative L2 error of the predicted velocity, of all predictions and of the worst. */
  readonly meanError: number;
  readonly worstError: number;
  /** Of every picture. */
  readonly psnrDb: number;
}

export const DEFAULT_BAR: Bar = { meanError: 0.05, worstError: 0.1, psnrDb: 25 };

/** A selection of layers, measured. */
export interface Verdict {
  readonly quantised: readonly string[];
  readonly meanError: number;
  readonly worstError: number;
  readonly steps: readonly StepError[];
  readonly pictures: readonly PictureError[];
  readonly passed: boolean;
}

/** The velocity error when a layer alone is quantised. */
export interface LayerError {
  readonly layer: string;
  readonly error: number;
}

export interface JudgeHooks {
  readonly onProgress: (sentence: string) => void;
  readonly signal?: AbortSignal;
}

/** What is judged, and by what. */
export interface Subject {
  readonly candidate: Candidate;
  readonly model: LoadedModel;
  readonly drawings: readonly ReferenceDrawing[];
  /** All that the plan may quantise. */
  readonly layers: readonly string[];
  readonly bar: Bar;
}

/** Layers by their errors, worst first, and the verdict on what was left of them. */
export interface Judgement {
  readonly ranked: readonly LayerError[];
  readonly verdict: Verdict;
}

/**
 * Measures the layers alone and together, and moves the worst back to high precision until the bar is kept.
 *
 * @param wanted `if-needed` measures no layer alone where all together keep to the bar
 */
export async function judge(
  subject: Subject,
  wanted: 'all' | 'if-needed',
  hooks: JudgeHooks,
): Promise<Judgement> {
  if (wanted === 'if-needed') {
    const verdict = await verdictOn(subject, subject.layers, hooks.signal);
    if (verdict.passed) return { ranked: [], verdict };
    hooks.onProgress(`${describe(verdict)}: each layer is measured alone`);
  }
  const ranked = await layerErrors(subject, hooks);
  return { ranked, verdict: await settle(subject, ranked, hooks) };
}

/** Measures every layer alone, on the prediction of each drawing where all together stray most. Worst first. */
async function layerErrors(
  { candidate, layers, drawings }: Subject,
  { signal }: JudgeHooks,
): Promise<LayerError[]> {
  candidate.quantise(layers);
  const predictions: Prediction[] = [];
  for (const drawing of drawings) predictions.push(...(await worstPrediction(candidate, drawing, signal)));
  const errors: LayerError[] = [];
  for (const layer of layers) {
    candidate.quantise([layer]);
    errors.push({ layer, error: meanOf(await candidate.stepErrors(predictions, signal)) });
  }
  return errors.toSorted((a, b) => b.error - a.error);
}

async function worstPrediction(
  candidate: Candidate,
  { predictions }: ReferenceDrawing,
  signal: AbortSignal | undefined,
): Promise<Prediction[]> {
  const errors = (await candidate.stepErrors(predictions, signal)).map(({ error }) => error);
  const worst = errors.indexOf(Math.max(...errors));
  return predictions.slice(worst, worst + 1);
}

/**
 * Moves the worst layers back to high precision, one after the other, until what is left keeps to the bar.
 *
 * @returns the last verdict; it has passed, at the latest with no layer quantised
 */
async function settle(subject: Subject, ranked: readonly LayerError[], hooks: JudgeHooks): Promise<Verdict> {
  for (let kept = 0; ; kept++) {
    const quantised = ranked.slice(kept).map(({ layer }) => layer);
    const verdict = await verdictOn(subject, quantised, hooks.signal);
    if (verdict.passed || quantised.length === 0) return verdict;
    hooks.onProgress(`${describe(verdict)}: ${ranked[kept]?.layer} goes back to high precision`);
  }
}

/** Pictures are drawn only where the velocities pass, since they cost a whole drawing each. */
async function verdictOn(
  { candidate, model, drawings, bar }: Subject,
  quantised: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  candidate.quantise(quantised);
  const predictions = drawings.flatMap((drawing) => drawing.predictions);
  const steps = await candidate.stepErrors(predictions, signal);
  const meanError = meanOf(steps);
  const worstError = Math.max(...steps.map(({ error }) => error));
  const near = meanError <= bar.meanError && worstError <= bar.worstError;
  const pictures: PictureError[] = [];
  for (const drawing of near ? drawings : []) pictures.push(await candidate.picture(model, drawing, signal));
  const passed = near && pictures.every(({ psnrDb }) => psnrDb >= bar.psnrDb);
  return { quantised, meanError, worstError, steps, pictures, passed };
}

function meanOf(steps: readonly StepError[]): number {
  return steps.reduce((sum, { error }) => sum + error, 0) / steps.length;
}

function describe({ meanError, worstError, pictures }: Verdict): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const worst = Math.min(...pictures.map(({ psnrDb }) => psnrDb));
  const psnr = pictures.length > 0 ? `, worst picture ${worst.toFixed(1)} dB` : '';
  return `Velocity error ${percent(meanError)}, at most ${percent(worstError)}${psnr}`;
}
