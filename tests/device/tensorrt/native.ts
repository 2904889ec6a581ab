import { ensureAddon } from '../../../device/tensorrt/build-addon.ts';
import { TensorRtError } from '../../../device/tensorrt/errors.ts';
import { tensorRtDouble } from '../../fakes/tensorrt-double.ts';

/** Compiles the addon and its double where that has not been done. @returns why that failed, or null */
export async function whyNoAddon(): Promise<string | null> {
  try {
    await ensureAddon();
    await tensorRtDouble();
    return null;
  } catch (error) {
    if (error instanceof TensorRtError && !process.env.MOTIF_TENSORRT_REQUIRED) return error.message;
    throw error;
  }
}
