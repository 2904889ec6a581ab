import type { LoadedModel } from '../../runtime/engines/load-engines.ts';
import { type GenerateResult, generate } from '../../runtime/pipeline/generate.ts';
import type { GenerateRequest } from '../../runtime/pipeline/request.ts';
import { median, psnr, relativeL2 } from './closeness.ts';
import type { ReferenceProcess } from './reference-process.ts';

export interface BenchRequest {
  readonly prompt: string;
  readonly steps: number;
  readonly guidance: number;
  readonly count: number;
  readonly modelDir: string;
  readonly threads: number;
}

/** Medians over the counted rounds, in milliseconds. */
export interface BenchRow {
  readonly name: string;
  readonly totalMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly encodeMs: number | null;
  readonly denoiseMs: number | null;
  readonly decodeMs: number | null;
  /** From the words to the first preview of all pictures. */
  readonly firstPreviewMs: number | null;
  /** Median of the ratios to the reference, round by round; null without one. */
  readonly ratio: number | null;
}

export interface Contestants {
  readonly fp32: LoadedModel;
  readonly int8: LoadedModel;
  readonly reference: ReferenceProcess | null;
}

type Timings = GenerateResult['timings'] & { readonly firstPreviewMs: number };

/**
 * Times the contestants in turn, round after round, so that drift of the machine's speed falls on all of
 * them alike. The first round warms up and is not counted.
 */
export async function benchRows(
  { fp32, int8, reference }: Contestants,
  request: BenchRequest,
  rounds: number,
  onProgress: (sentence: string) => void,
): Promise<BenchRow[]> {
  const times = { fp32: [] as Timings[], int8: [] as Timings[], reference: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    onProgress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    const a = await draw(fp32, request);
    const b = await draw(int8, request);
    const c = await reference?.draw(referenceRequest(fp32, request));
    if (round === 0) continue;
    times.fp32.push(a.timings);
    times.int8.push(b.timings);
    if (c !== undefined) times.reference.push(c);
  }
  const rows = [row('FP32', times.fp32, times.reference), row('INT8', times.int8, times.reference)];
  return times.reference.length > 0 ? [referenceRow(times.reference), ...rows] : rows;
}

/** How far INT8 strays from FP32 on the same prompt and seeds. */
export async function int8Error(
  fp32: LoadedModel,
  int8: LoadedModel,
  request: BenchRequest,
): Promise<{ readonly latentsRelativeL2: number; readonly psnrDb: number }> {
  const wanted = await draw(fp32, request);
  const received = await draw(int8, request);
  const psnrs = received.images.map((image, k) => psnr(image.data, wanted.images[k]?.data ?? image.data));
  return {
    latentsRelativeL2: relativeL2(received.latents.data, wanted.latents.data),
    psnrDb: psnrs.reduce((sum, value) => sum + value, 0) / psnrs.length,
  };
}

async function draw(
  model: LoadedModel,
  request: BenchRequest,
): Promise<GenerateResult & { readonly timings: Timings }> {
  const full: GenerateRequest = {
    ...sizeOf(model),
    prompt: request.prompt,
    negativePrompt: '',
    steps: request.steps,
    guidance: request.guidance,
    seeds: Array.from({ length: request.count }, (_, k) => k),
  };
  const started = performance.now();
  let firstPreviewMs = Number.NaN;
  const onProgress = ({ step }: { readonly step: number }): void => {
    if (step === 1) firstPreviewMs = performance.now() - started;
  };
  const result = await generate(model, full, { onProgress });
  return { ...result, timings: { ...result.timings, firstPreviewMs } };
}

function sizeOf(model: LoadedModel): { readonly width: number; readonly height: number } {
  const [shape] = model.manifest.shapes;
  return { width: shape?.width ?? 0, height: shape?.height ?? 0 };
}

function referenceRequest(model: LoadedModel, request: BenchRequest) {
  const { maxSequenceLength } = model.settings;
  return { ...request, ...sizeOf(model), model: request.modelDir, maxSequenceLength };
}

function row(name: string, timings: readonly Timings[], reference: readonly number[]): BenchRow {
  const totals = timings.map((timing) => timing.totalMs);
  return {
    name,
    ...spread(totals),
    encodeMs: median(timings.map((timing) => timing.encodeMs)),
    denoiseMs: median(timings.map((timing) => timing.denoiseMs)),
    decodeMs: median(timings.map((timing) => timing.decodeMs)),
    firstPreviewMs: median(timings.map((timing) => timing.firstPreviewMs)),
    ratio: reference.length > 0 ? median(totals.map((total, i) => total / (reference[i] ?? total))) : null,
  };
}

function referenceRow(totals: readonly number[]): BenchRow {
  const unknown = { encodeMs: null, denoiseMs: null, decodeMs: null, firstPreviewMs: null };
  return { name: 'reference', ...spread(totals), ...unknown, ratio: 1 };
}

function spread(totals: readonly number[]) {
  return { totalMs: median(totals), minMs: Math.min(...totals), maxMs: Math.max(...totals) };
}
