// `npm run build:native`: compiles the TensorRT addon for this machine and says where it is.
import { ensureAddon } from './build-addon.ts';
import { TensorRtError } from './errors.ts';

try {
  console.log(await ensureAddon());
} catch (error) {
  if (!(error instanceof TensorRtError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
