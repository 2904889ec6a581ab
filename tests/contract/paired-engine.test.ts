import { expect, it } from 'vitest';
import { pairedEngine } from '../../runtime/engines/paired-engine.ts';
import { FakeEngine } from '../fakes/fake-engine.ts';
import { engineContract } from './engine.contract.ts';

const open = () => pairedEngine(new FakeEngine(), ['x']);
const feeds = (x: readonly number[]) => ({
  x: { shape: [2, 3], data: Float32Array.from(x) },
  offset: { shape: [1], data: BigInt64Array.of(1n) },
});

engineContract('a pair of runs', {
  open: async () => open(),
  feeds: feeds([1, 2, 3, 4, 5, 6]),
  otherFeeds: feeds([4, 5, 6, 7, 8, 9]),
});

it('runs each half of the batch and shares what belongs to both', async () => {
  const { y } = await open().run(feeds([1, 2, 3, 10, 20, 30]));
  expect(y).toEqual({ shape: [2, 3], data: Float32Array.of(3, 5, 7, 21, 41, 61) });
});
