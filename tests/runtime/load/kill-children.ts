/** Kills the drawing process at random moments: `node --import tsx tests/runtime/load/kill-children.ts 200`. */
import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MotifError } from '../../../runtime/errors.ts';
import { drawRequest, fakeClient } from '../../fakes/fake-client.ts';
import { seeded } from '../../fakes/seeded.ts';

export interface Usage {
  readonly descriptors: number;
  readonly heapBytes: number;
}

export interface Drift {
  readonly before: Usage;
  readonly after: Usage;
  readonly kills: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Of this process, after its rubbish was collected. */
export function usage(): Usage {
  collect();
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    heapBytes: process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers,
  };
}

/** Measured after a few kills, so that what is allocated once does not count. */
const WARM_UP = 5;
/** One picture of 512 pixels is 0.8 MB, so even one kept in a few kills is seen. */
const LARGEST_GROWTH_BYTES = 4e6;

/**
 * @param leak what each lost child leaves behind; nothing, unless a test wants to see a leak
 * @throws when an order does not end as done or as lost
 */
export async function killChildren(kills: number, leak: () => void = () => undefined): Promise<Drift> {
  const random = seeded(7);
  await using client = fakeClient({ failedAfter: Number.POSITIVE_INFINITY, backoffMs: [1] });
  let before = usage();
  for (let kill = 0; kill < kills + WARM_UP; kill++) {
    if (kill === WARM_UP) before = usage();
    await client.draw(drawRequest());
    const doomed = client.draw(drawRequest({ prompt: 'a fox step=5', steps: 40 })).then(
      () => 'done',
      (failure: unknown) => (failure instanceof MotifError ? failure.code : 'unknown'),
    );
    await pause(random() % 100);
    if (client.pid !== undefined) process.kill(client.pid, 'SIGKILL');
    const end = await doomed;
    if (end !== 'engine-failed' && end !== 'done') throw new Error(`An order ended as ${end}.`);
    leak();
  }
  await client.draw(drawRequest());
  return { before, after: usage(), kills };
}

/** What has grown with the kills; empty when nothing has. */
export function driftFaults({ before, after, kills }: Drift): readonly string[] {
  const descriptors = after.descriptors - before.descriptors;
  const bytes = after.heapBytes - before.heapBytes;
  return [
    ...(descriptors > 2 ? [`${descriptors} descriptors more after ${kills} kills`] : []),
    ...(bytes > LARGEST_GROWTH_BYTES ? [`${bytes} bytes more after ${kills} kills`] : []),
  ];
}

const [program = '', kills = ''] = process.argv.slice(1);
if (program.endsWith('kill-children.ts')) {
  const drift = await killChildren(Number(kills));
  console.log(JSON.stringify({ ...drift, faults: driftFaults(drift) }));
  process.exitCode = driftFaults(drift).length;
}
