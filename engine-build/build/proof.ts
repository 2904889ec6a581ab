import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { asReadError, BuildError } from '../errors.ts';
import { isQuantisable, type QdqPlan } from '../quantize/qdq-plan.ts';
import { jsonOrUndefined } from './json-text.ts';
import { gateSchema } from './manifest.ts';

const scalesSchema = z.object({
  input: z.number().positive(),
  smooth: z.array(z.number().positive()).nullable(),
});

const attentionSchema = z.object({
  q: z.number().positive(),
  k: z.number().positive(),
  v: z.number().positive(),
});

const proofSchema = z.object({
  format: z.literal(1),
  plan: z.object({
    format: z.enum(['fp8', 'int8']),
    layers: z.record(z.string(), scalesSchema),
    modulation: z.literal('codes').optional(),
    attention: z.record(z.string(), attentionSchema).optional(),
  }),
  gate: gateSchema,
});

/** A plan of explicit quantisation with what the quality gate found of it. */
export type Proof = z.infer<typeof proofSchema>;

/** The file that `motif gate` writes and `motif export-onnx` reads. */
export function proofText(plan: QdqPlan, gate: Proof['gate']): string {
  return `${JSON.stringify({ format: 1, plan, gate })}\n`;
}

/**
 * @throws BuildError `bad-option` when the file is no proof, or says that the plan has not passed
 */
export async function readProof(file: string): Promise<Proof> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw asReadError(error, file);
  });
  const parsed = proofSchema.safeParse(jsonOrUndefined(text));
  if (!parsed.success) {
    throw new BuildError(
      'bad-option',
      `Expected ${file} to be a plan that "motif gate" wrote but received ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}. Run "motif gate" again.`,
    );
  }
  if (parsed.data.gate.passed) return parsed.data;
  throw new BuildError(
    'bad-option',
    `Expected a plan that passed the quality gate but ${file} did not. Run "motif gate" with a bar that can be kept.`,
  );
}

/** @throws BuildError `bad-option` when the plan names layers that the model lacks or that are never quantised */
export function checkPlan({ transformer }: Checkpoint, { layers, attention = {} }: QdqPlan): void {
  for (const name of Object.keys(attention)) {
    if (!transformer.weights.tensors.has(`${name}.to_v.weight`)) throw foreign(name);
  }
  for (const [name, { smooth }] of Object.entries(layers)) {
    const [rows = 0, columns = 0] = transformer.weights.tensors.get(`${name}.weight`)?.shape ?? [];
    const fits = smooth === null || smooth.length === columns;
    if (isQuantisable({ name, rows, columns }) && fits) continue;
    throw foreign(name);
  }
}

function foreign(layer: string): BuildError {
  return new BuildError(
    'bad-option',
    `Expected a plan for this model but its layer "${layer}" is none that may be quantised here. Run "motif gate" with the same --model.`,
  );
}
