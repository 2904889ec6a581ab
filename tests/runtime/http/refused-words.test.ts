import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Refusal } from '../../../runtime/words/word-door.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

let fake: FakeApp;
let noted: Refusal[];
beforeEach(async () => {
  noted = [];
  fake = await fakeApp({ onRefused: (refusal) => noted.push(refusal) });
});
afterEach(() => fake.close());

describe('refused words', () => {
  it.each([
    ['prompt', { prompt: '画一个luo体女人' }],
    ['negative', { prompt: 'a fox', negative: 'n4ked lady' }],
  ] as const)('of a %s are answered kindly, and noted by class and place alone', async (place, words) => {
    const answer = await fake.post({ product: 'mug', ...words });
    expect(answer.status).toBe(422);
    const said = await answer.text();
    expect(JSON.parse(said).error).toEqual({
      code: 'words-refused',
      message: expect.stringContaining('How about a flower'),
      messageZh: expect.stringContaining('本店不画'),
    });
    expect(said).not.toMatch(/裸|naked|n4ked|sexual/);
    expect(noted).toEqual([{ place, wordClass: 'sexual' }]);
  });

  it('are none where all is drawn', async () => {
    expect((await fake.post({ product: 'mug', prompt: '彩色情绪小怪兽' })).status).toBe(202);
    expect(noted).toEqual([]);
  });
});
