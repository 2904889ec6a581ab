import { loadModel } from '../engines/load-engines.ts';
import { generate } from '../pipeline/generate.ts';
import { drawCanary } from './canary.ts';
import { type Drawer, runChild } from './child-loop.ts';
import { parseChildSettings } from './child-settings.ts';

/** Opening a size again takes a few tenths of a second; each one open costs some 300 MB with the starter model. */
const HELD_SIZES = 3;

/** Entry of the drawing process. It alone touches the engines, so that their faults end it and not the shop. */
await runChild(async (): Promise<Drawer> => {
  const { engineDir, threads } = parseChildSettings(process.argv.slice(2));
  const model = await loadModel(engineDir, { threads, heldSizes: HELD_SIZES, rememberPrompts: true });
  return {
    canary: await drawCanary(model),
    draw: ({ init, ...request }, hooks) => generate(model, init ? { ...request, init } : request, hooks),
  };
});
