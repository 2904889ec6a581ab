import { expect, it } from 'vitest';
import { halvedEngine } from '../../runtime/engines/halved-engine.ts';
import { pairedEngine } from '../../runtime/engines/paired-engine.ts';
import { FakeEngine } from '../fakes/fake-engine.ts';
import { engineContract } from './engine.contract.ts';

const open = () => halvedEngine(pairedEngine(new FakeEngine(), ['x']), ['x']);
const feeds = (x: readonly number[]) => ({
  x: { shape: [1, 3], data: Float32Array.from(x) },
  offset: { shape: [1], data: BigInt64Array.of(1n) },
});

engineContract('one of two places', {
  open: async () => open(),
  feeds: feeds([1, 2, 3]),
  otherFeeds: feeds([4, 5, 6]),
});

it('gives one picture what it would have got alone', async () => {
  const alone = await new FakeEngine().run(feeds([1, 2, 3]));
  expect(await open().run(feeds([1, 2, 3]))).toEqual(alone);
  expect(open().inputs).toEqual(new FakeEngine().inputs);
  expect(open().outputs).toEqual(new FakeEngine().outputs);
});
