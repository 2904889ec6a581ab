import type { Manifest } from '../../engine-build/build/manifest.ts';
import type { QdqFormat } from '../../engine-build/quantize/qdq-plan.ts';
import type { GateDetails } from '../../runtime/admin/engine-desk.ts';
import type { Bar, LayerError, Verdict } from './judge.ts';
import type { ReferenceDrawing } from './reference.ts';

/** What the gate found, as data. Errors are shares, not percent. */
export interface GateReport extends GateDetails {
  readonly format: 1;
  readonly model: string;
  readonly precision: QdqFormat;
  readonly bar: Bar;
  readonly passed: boolean;
  readonly meanError: number;
  readonly worstError: number;
  readonly quantisedLayers: number;
  /** Layers that had to stay high, worst first. */
  readonly keptHigh: readonly string[];
  /** Layers whose numbers F16 cannot hold: computed in F32. */
  readonly overflowing: readonly string[];
}

export interface Findings {
  readonly model: string;
  readonly precision: QdqFormat;
  readonly bar: Bar;
  readonly ranked: readonly LayerError[];
  readonly overflowing: readonly string[];
  readonly verdict: Verdict;
  readonly drawings: readonly ReferenceDrawing[];
}

export function gateReport({ verdict, ranked, drawings, ...facts }: Findings): GateReport {
  const { passed, meanError, worstError, quantised } = verdict;
  return {
    format: 1,
    ...facts,
    passed,
    meanError,
    worstError,
    quantisedLayers: quantised.length,
    keptHigh: ranked.map(({ layer }) => layer).filter((layer) => !quantised.includes(layer)),
    layers: ranked,
    steps: stepRows(verdict),
    pictures: verdict.pictures.map(({ psnrDb, ssim }, i) => {
      const { prompt = '', seed = 0 } = drawings[i]?.wish ?? {};
      // JSON has no Infinity; beyond 100 dB pictures of 8 bits are equal.
      return { prompt, seed, psnrDb: Math.min(100, psnrDb), ssim };
    }),
  };
}

function stepRows({ steps }: Verdict): GateReport['steps'] {
  const numbers = [...new Set(steps.map(({ step }) => step))];
  return numbers.map((step) => {
    const errors = steps.filter((one) => one.step === step).map(({ error }) => error);
    const meanError = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    return { step, meanError, worstError: Math.max(...errors) };
  });
}

/** What an engine's manifest keeps of a report. */
export function gateSummary(report: GateReport): NonNullable<Manifest['gate']> {
  const { passed, meanError, worstError, quantisedLayers, keptHigh, overflowing, pictures } = report;
  const psnrDb = Math.min(100, ...pictures.map((picture) => picture.psnrDb));
  const ssim = Math.min(1, ...pictures.map((picture) => picture.ssim));
  const layers = { quantisedLayers, keptHigh: [...keptHigh], overflowing: [...overflowing] };
  return { passed, meanError, worstError, psnrDb, ssim, ...layers };
}
