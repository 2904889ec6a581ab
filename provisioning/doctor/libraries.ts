import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ProfileSources, thisMachine } from '../../device/profile/sources.ts';
import { FAMILIES } from '../../device/tensorrt/slot-tables.ts';

/** What can execute engines on this machine. */
export interface Libraries {
  /** E.g. `onnxruntime-node 1.30.0`. */
  readonly onnxRuntime: string;
  /** The provider for NVIDIA GPUs lies beside ONNX Runtime's library. */
  readonly cudaProvider: boolean;
  /** Sonames of TensorRT that the dynamic linker finds, best first. */
  readonly tensorrt: readonly string[];
}

/** @param onnxRuntime name and version of the package, as manifests state it */
export async function findLibraries(
  onnxRuntime: string,
  sources: ProfileSources = thisMachine,
): Promise<Libraries> {
  const known =
    (await sources.command('ldconfig', ['-p'])) ?? (await sources.command('/sbin/ldconfig', ['-p']));
  const beside = await sources.names(onnxRuntimeFolder());
  return {
    onnxRuntime,
    cudaProvider: beside.includes('libonnxruntime_providers_cuda.so'),
    tensorrt: FAMILIES.map(({ library }) => library).filter((name) => (known ?? '').includes(`\t${name} `)),
  };
}

/** Where the package keeps its libraries for this platform. */
function onnxRuntimeFolder(): string {
  const packageFile = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return join(dirname(packageFile), 'bin', 'napi-v6', process.platform, process.arch);
}
