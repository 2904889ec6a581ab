import { whyNoAddon } from './device/tensorrt/native.ts';

/** Once before all test files, so that they need not compile side by side. */
export async function setup(): Promise<void> {
  const missing = await whyNoAddon();
  if (missing) console.warn(`Skipping the tests of the TensorRT addon. ${missing}`);
}
