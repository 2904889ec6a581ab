import type { GpuProfile } from '../../device/profile/gpu.ts';
import type { DeviceProfile } from '../../device/profile/profile.ts';
import { GPU_TARGETS } from '../ladder/targets.ts';
import { checkRoom, estimateSentence, sizeText } from '../room.ts';
import type { EnginesReport, SlotReport } from './engines.ts';
import type { Examination } from './examine.ts';
import { tensorRtFacts } from './tensorrt.ts';

/** What a person is told: facts first, then what is wrong and what to do about it. */
export interface Explanation {
  readonly facts: readonly string[];
  /** Each with its remedy; empty when this machine can draw. */
  readonly problems: readonly string[];
}

export function explain(found: Examination): Explanation {
  const { engines, estimate, data } = found;
  return {
    facts: [
      ...machineFacts(found.machine),
      precisionFact(found),
      ...libraryFacts(found),
      `Data folder: ${data.dir}, ${sizeText(data.freeBytes)} free`,
      ...engineFacts(engines),
      ...(estimate ? [`${estimateSentence(estimate)} (the CPU's INT8 engine)`] : []),
    ],
    problems: [...problemsOf(found), ...tensorRtProblems(found), ...engineProblems(engines)],
  };
}

function machineFacts({ cpu, memory, gpus, jetson }: DeviceProfile): string[] {
  const vnni =
    cpu.features.vnni || cpu.features.dotProduct ? 'multiplies INT8 natively' : 'no INT8 instructions';
  const gpuFacts = gpus.length === 0 ? ['GPU: none by NVIDIA'] : gpus.map(gpuFact);
  return [
    `CPU: ${cpu.model}, ${cpu.physicalCores} cores, ${vnni}`,
    `Memory: ${sizeText(memory.totalBytes)}, ${sizeText(memory.availableBytes)} free`,
    ...gpuFacts,
    ...(jetson
      ? [
          `Jetson: ${jetson.model}, JetPack ${jetson.jetpack ?? 'unknown'}, power mode ${jetson.powerMode ?? 'unknown'}`,
        ]
      : []),
  ];
}

function gpuFact({ name, computeCapability, driver, memoryBytes, unifiedMemory }: GpuProfile): string {
  const memory = unifiedMemory ? `shares ${sizeText(memoryBytes)} with the CPU` : sizeText(memoryBytes);
  return `GPU: ${name}, compute capability ${computeCapability ?? 'unknown'}, driver ${driver ?? 'unknown'}, ${memory}`;
}

function precisionFact({ target, precisions }: Examination): string {
  const best = precisions.map((name) => name.toUpperCase()).join(', then ');
  if (target === 'cpu') return `Precisions of this CPU: ${best}`;
  return `Precisions of ${GPU_TARGETS[target].generation}: ${best}`;
}

function libraryFacts({ libraries, tensorRt, machine }: Examination): string[] {
  const { onnxRuntime, cudaProvider } = libraries;
  const provider = cudaProvider ? ', with its provider for NVIDIA GPUs' : '';
  return [`Library: ${onnxRuntime}${provider}`, ...tensorRtFacts(tensorRt, machine.gpus.length > 0)];
}

function engineFacts({ active, previous }: EnginesReport): string[] {
  return [
    active ? `Active engine: ${engineText(active)}` : 'Active engine: none yet',
    ...(previous ? [`Engine before it: ${engineText(previous)}`] : []),
  ];
}

function engineText({ model, precision, target, builtAt, problem, dir }: SlotReport): string {
  const state = problem === null ? 'every file verified' : 'damaged';
  return `${model ?? 'unreadable'}, ${precision} for ${target}, built ${builtAt.slice(0, 10)}, ${state}, in ${dir}`;
}

function problemsOf({ data, modelProblem, estimate, machine }: Examination): string[] {
  const room = { diskBytes: data.freeBytes, memoryBytes: machine.memory.availableBytes };
  return [
    ...(data.writable ? [] : [`${data.dir} cannot be written to. Give --data, or the folder to this user.`]),
    ...(modelProblem === null ? [] : [modelProblem]),
    ...(estimate ? sentenceThrown(() => checkRoom(data.dir, estimate, room)) : []),
  ];
}

/** Only an engine of TensorRT needs it. */
function tensorRtProblems({ tensorRt, engines }: Examination): string[] {
  const needed = (engines.active?.target ?? 'cpu') !== 'cpu';
  if (!needed || (tensorRt !== null && 'facts' in tensorRt)) return [];
  return [tensorRt?.problem ?? 'The active engine needs TensorRT, and there is none. Install TensorRT-RTX.'];
}

function engineProblems({ active, previous, problem }: EnginesReport): string[] {
  if (problem !== null) return [problem];
  if (active === null) return ['There is no engine yet. Run "motif provision".'];
  return [
    ...(active.problem === null ? [] : [`${active.problem}. ${remedyFor(previous)}.`]),
    ...(active.rebuild === null ? [] : [`Rebuild needed because ${active.rebuild}. Run "motif provision".`]),
  ];
}

function remedyFor(previous: SlotReport | null): string {
  const whole = previous !== null && previous.problem === null;
  return whole
    ? 'Run "motif provision --rollback", or "motif provision" to build it anew'
    : 'Run "motif provision"';
}

function sentenceThrown(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
