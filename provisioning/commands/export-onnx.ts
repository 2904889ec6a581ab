import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Precision } from '../../engine-build/build/manifest.ts';
import { readProof } from '../../engine-build/build/proof.ts';
import { OPERATOR_SETS, type OperatorSet } from '../../engine-build/graph/graph-builder.ts';
import { ensureEngine } from '../ensure-engine.ts';
import {
  defaultDataDir,
  integerIn,
  interruptSignal,
  oneOf,
  printResult,
  say,
  withCommonOptions,
} from '../options.ts';

interface ExportOnnxOptions {
  readonly model: string;
  readonly out: string;
  readonly width?: number;
  readonly height?: number;
  readonly precision: Precision;
  readonly plan?: string;
  readonly maxSequenceLength?: number;
  readonly operators: OperatorSet;
  readonly json: boolean;
  readonly data?: string;
}

/** `motif export-onnx`: writes a model's graphs as ONNX files with external weights. */
export function exportOnnxCommand(): Command {
  const command = new Command('export-onnx')
    .description("write a model's graphs as ONNX with external weights")
    .requiredOption('--model <dir>', 'diffusers folder')
    .requiredOption('--out <dir>', 'folder for the graphs; replaced as a whole')
    .option('--width <pixels>', 'picture width', integerIn('width', 1, 8192))
    .option('--height <pixels>', 'picture height', integerIn('height', 1, 8192))
    .option(
      '--precision <name>',
      'fp32, fp16 or int8',
      oneOf('precision', ['fp32', 'fp16', 'int8', 'fp8']),
      'fp32',
    )
    .option('--plan <file>', 'plan.json by "motif gate": FP8 or INT8 with explicit Q/DQ, as it was proved')
    .option('--max-sequence-length <n>', 'length of the T5 slot', integerIn('max-sequence-length', 0, 512))
    .option(
      '--operators <name>',
      'onnxruntime, or standard for TensorRT',
      oneOf('operators', OPERATOR_SETS),
      'onnxruntime',
    )
    .action(async ({ model, out, data, json, plan, ...options }: ExportOnnxOptions) => {
      const proof = plan === undefined ? null : await readProof(resolve(plan));
      const choice = {
        ...options,
        ...(proof ? { proof, precision: proof.plan.format } : {}),
        backend: 'cpu' as const,
        modelDir: resolve(model),
        outDir: resolve(out),
        dataDir: data ?? defaultDataDir(),
      };
      const { dir, manifest } = await ensureEngine(choice, { signal: interruptSignal(), onProgress: say });
      printResult(
        json,
        { out: dir, ...manifest },
        manifest.files.map((file) => file.path),
      );
    });
  return withCommonOptions(command);
}
