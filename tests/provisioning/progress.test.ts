import { expect, it } from 'vitest';
import { durationText, percentSentences } from '../../provisioning/progress.ts';

it('tells every tenth once, with the time left as soon as the speed is known', () => {
  const said: string[] = [];
  let now = 0;
  const report = percentSentences(
    (sentence) => said.push(sentence),
    () => now,
  );
  for (const [at, bytes] of [
    [500, 10],
    [600, 12],
    [10_000, 20],
    [50_000, 100],
  ] as const) {
    now = at;
    report({ step: 'x', bytes, totalBytes: 100 });
  }
  expect(said).toEqual([
    '10 % of the weights written',
    '20 % of the weights written, about 40 s left',
    '100 % of the weights written',
  ]);
});

it('speaks of minutes where seconds would be too fine', () => {
  expect([durationText(200), durationText(89_000), durationText(170_000)]).toEqual([
    'about 1 s',
    'about 89 s',
    'about 3 min',
  ]);
});
