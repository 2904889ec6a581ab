/** Switches to the engine "new" in the folder of the first argument, and dies at the n-th operation of it. */
import { join } from 'node:path';
import { watchFs } from './faulty-fs.ts';
import { buildTinyEngine, switchToTinyEngine } from './tiny-engine.ts';

const [slots = '', n = ''] = process.argv.slice(2);
const manifest = await buildTinyEngine(join(slots, 'ready'), 'new');
let left = Number(n);
using _ = watchFs(() => {
  left--;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
});
await switchToTinyEngine(slots, manifest);
