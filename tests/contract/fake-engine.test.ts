import { FakeEngine } from '../fakes/fake-engine.ts';
import { engineContract } from './engine.contract.ts';

const feeds = (x: readonly number[]) => ({
  x: { shape: [1, 3], data: Float32Array.from(x) },
  offset: { shape: [1], data: BigInt64Array.of(1n) },
});

engineContract('the fake', {
  open: async () => new FakeEngine(),
  feeds: feeds([1, 2, 3]),
  otherFeeds: feeds([4, 5, 6]),
});
