/** One hour of customers: `node --import tsx tests/runtime/load/soak.ts 60` (minutes). */
import { setTimeout as pause } from 'node:timers/promises';
import type { DesignView } from '../../../runtime/http/app.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';
import { usage } from './kill-children.ts';

export interface Sample {
  readonly designs: number;
  readonly heapBytes: number;
}

/** What a customer leaves behind; nothing, unless a test wants to see a leak. */
export type Leak = (design: DesignView) => void;

/** Designs per sample. */
const EACH = 40;

/** One customer: draws, follows to the end, looks at a picture. */
async function visit(fake: FakeApp, n: number): Promise<DesignView> {
  const posted = await fake.post({ product: 'mug', prompt: `a fox number ${n}`, count: 1, seed: n });
  const { id } = (await posted.json()) as DesignView;
  await (await fake.ask(`/api/designs/${id}/events`)).text();
  await (await fake.ask(`/api/designs/${id}/pictures/0`)).arrayBuffer();
  return (await (await fake.ask(`/api/designs/${id}`)).json()) as DesignView;
}

/** Samples until `enough` says so; the memory of ended jobs is full after 200. */
export async function soak(enough: (samples: readonly Sample[]) => boolean, leak: Leak = () => undefined) {
  const fake = await fakeApp();
  const samples: Sample[] = [];
  try {
    for (let designs = 1; !enough(samples); designs++) {
      leak(await visit(fake, designs));
      fake.painter.orders.length = 0;
      if (designs % EACH !== 0) continue;
      await pause(20);
      samples.push({ designs, heapBytes: usage().heapBytes });
    }
  } finally {
    await fake.close();
  }
  return samples;
}

/** Least-squares slope in bytes a design. */
export function bytesPerDesign(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(samples.map(({ designs }) => designs));
  const y = mean(samples.map(({ heapBytes }) => heapBytes));
  const covariance = samples.reduce((sum, s) => sum + (s.designs - x) * (s.heapBytes - y), 0);
  return covariance / samples.reduce((sum, s) => sum + (s.designs - x) ** 2, 0);
}

const [program = '', minutes = ''] = process.argv.slice(1);
if (program.endsWith('soak.ts')) {
  const until = Date.now() + Number(minutes) * 60_000;
  const samples = await soak(() => Date.now() > until);
  const warm = samples.slice(Math.ceil(samples.length / 6));
  const slope = bytesPerDesign(warm);
  const hours = (Number(minutes) / 60) * (warm.length / samples.length);
  const designs = warm.length * EACH;
  console.log(
    JSON.stringify({ designs, bytesPerDesign: slope, megabytesPerHour: (slope * designs) / hours / 1e6 }),
  );
}
