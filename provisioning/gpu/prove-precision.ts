import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Proof, proofText, readProof } from '../../engine-build/build/proof.ts';
import { StagingFolder } from '../../engine-build/build/staging-folder.ts';
import type { QdqFormat } from '../../engine-build/quantize/qdq-plan.ts';
import type { EngineHooks, EngineShapes } from '../ensure-engine.ts';
import { DEFAULT_BAR } from '../gate/judge.ts';
import { pictureFiles, readPictureFiles } from '../gate/picture-files.ts';
import { gateSummary } from '../gate/report.ts';
import { reportPage } from '../gate/report-page.ts';
import { type GateChoice, runGate } from '../gate/run-gate.ts';

/** How a precision is proved; see {@link GateChoice}. */
export type GateSettings = Omit<GateChoice, 'modelDir' | 'dataDir' | 'precision' | keyof EngineShapes>;

/** Enough to judge by, and some minutes of two cores for the starter model. */
export const DEFAULT_GATE: GateSettings = {
  calibrationPrompts: 32,
  gatePrompts: 4,
  bar: DEFAULT_BAR,
  threads: availableParallelism(),
};

/** Whose precision is proved, on which pictures. */
export interface GateSubject extends EngineShapes {
  readonly modelDir: string;
  readonly gate: GateSettings;
}

/** A plan that passed, and the files that say how; precisions without a plan have neither. */
export interface Proved {
  readonly proof: Proof | null;
  /** By their path in the engine folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Where an engine keeps what proves its precision. */
export const PROOF_FILES = {
  plan: 'gate/plan.json',
  report: 'gate/report.json',
  page: 'gate/report.html',
  /** What the layers were seen to compute; also where there is no plan. */
  magnitudes: 'gate/magnitudes.json',
} as const;

/** Those that {@link provePrecision} writes. */
const { plan: PLAN, report: REPORT, page: PAGE } = PROOF_FILES;

/**
 * Calibrates and judges a precision, once: what `workDir` holds of an earlier run is used again, so its name
 * must say what model and settings it belongs to.
 *
 * @throws CheckpointError, BuildError or InputError with a sentence
 */
export async function provePrecision(
  precision: QdqFormat,
  { gate, ...subject }: GateSubject,
  workDir: string,
  hooks: EngineHooks,
): Promise<Proved> {
  const folder = join(workDir, `proof-${precision}`);
  const earlier = await readProved(folder);
  if (earlier) return earlier;
  const { plan, report, findings } = await runGate(
    { ...gate, ...subject, dataDir: workDir, precision },
    hooks,
  );
  const files = {
    [PLAN]: Buffer.from(proofText(plan, gateSummary(report))),
    [REPORT]: Buffer.from(`${JSON.stringify(report, null, 2)}\n`),
    [PAGE]: Buffer.from(await reportPage(report, findings)),
    ...(await pictureFiles(findings)),
  };
  await StagingFolder.build(folder, async (staging) => {
    for (const [name, bytes] of Object.entries(files)) await staging.add(name, bytes);
  });
  return { proof: await readProof(join(folder, PLAN)), files };
}

/** The folder appears as a whole, so one that is there is whole. */
async function readProved(folder: string): Promise<Proved | null> {
  const read = async (name: string) => [name, await readFile(join(folder, name))] as const;
  const found = await Promise.all([PLAN, REPORT, PAGE].map(read)).catch(() => null);
  if (found === null) return null;
  const files = { ...Object.fromEntries(found), ...(await readPictureFiles(folder)) };
  return { proof: await readProof(join(folder, PLAN)), files };
}
