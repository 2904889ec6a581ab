import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

let fake: FakeApp;
beforeAll(async () => {
  fake = await fakeApp();
});
afterAll(() => fake.close());

const fox = { product: 'mug', prompt: 'a fox' };
const somewhere = '7b0c1f0e-5d8f-4f5e-9d65-0f7a4c6d2b11';

/** What is sent, and what the sentence must name. */
const REFUSED: readonly (readonly [string, unknown, number, RegExp])[] = [
  ['no product', { prompt: 'a fox' }, 400, /product: .*received nothing/],
  ['an unknown product', { ...fox, product: 'yacht' }, 400, /product: .*"mug".*received "yacht"/],
  ['an unknown style', { ...fox, style: 'baroque' }, 400, /style: .*received "baroque"/],
  ['no prompt', { product: 'mug' }, 400, /prompt: .*received nothing/],
  ['an empty prompt', { ...fox, prompt: '' }, 400, /prompt: expected 1 to 200 characters/],
  ['a prompt of spaces', { ...fox, prompt: ' \n\t\u3000 ' }, 400, /prompt: expected 1 to 200/],
  ['a prompt that is a number', { ...fox, prompt: 5 }, 400, /prompt: .*string.*received 5/],
  ['a prompt of 201 characters', { ...fox, prompt: '字'.repeat(201) }, 400, /prompt: expected 1 to 200/],
  ['a prompt of 501 characters', { ...fox, prompt: '字'.repeat(501) }, 400, /prompt: expected 1 to 200/],
  ['a prompt of 201 emoji', { ...fox, prompt: `猫${'🦊'.repeat(200)}` }, 400, /prompt: expected 1 to 200/],
  ['a prompt of 1 MB', { ...fox, prompt: 'x'.repeat(1 << 20) }, 413, /at most 64 KB/],
  ['NUL', { ...fox, prompt: 'a\u0000fox' }, 400, /prompt: .*U\+0000/],
  ['an escape sequence', { ...fox, prompt: '\u001b[31mred' }, 400, /prompt: .*U\+001B/],
  ['half a surrogate pair', { ...fox, prompt: 'a \ud83e fox' }, 400, /prompt: .*U\+D83E/],
  ['NUL in the negative prompt', { ...fox, negative: '\u0000' }, 400, /negative: .*U\+0000/],
  ['count 0', { ...fox, count: 0 }, 400, /count: .*>=1.*received 0/],
  ['count 5', { ...fox, count: 5 }, 400, /count: .*<=4.*received 5/],
  ['count 1.5', { ...fox, count: 1.5 }, 400, /count: .*received 1.5/],
  ['seed -1', { ...fox, seed: -1 }, 400, /seed: .*received -1/],
  ['seed 2^32', { ...fox, seed: 2 ** 32 }, 400, /seed: .*received 4294967296/],
  ['steps 0', { ...fox, steps: 0 }, 400, /"steps"/],
  [
    'steps 10,000',
    { ...fox, preset: { steps: 10_000 } },
    400,
    /preset.steps: .*"quick"\|"fine".*received 10000/,
  ],
  ['guidance NaN', { ...fox, preset: { guidance: 'NaN' } }, 400, /preset.guidance: .*received "NaN"/],
  ['an unknown field', { ...fox, colour: 'red' }, 400, /"colour"/],
  ['strength 0', { ...fox, from: { designId: somewhere, picture: 0, strength: 0 } }, 400, /from.strength: /],
  [
    'a source outside',
    { ...fox, from: { designId: '../..', picture: 0, strength: 1 } },
    400,
    /from.designId: /,
  ],
  [
    'a source that is gone',
    { ...fox, from: { designId: somewhere, picture: 0, strength: 1 } },
    404,
    /picture 0 of design/,
  ],
  ['two problems', { product: 'yacht', prompt: '' }, 400, /product: .*prompt: /],
  ['an array', [fox], 400, /expected object/],
  ['null', 'null', 400, /expected object/],
  ['half a JSON', '{"product":', 400, /JSON/],
  ['nothing', '', 400, /JSON/],
];

describe('POST /api/designs refuses', () => {
  it.each(REFUSED)('%s', async (_, body, status, sentence) => {
    const response = await fake.post(body);
    const answer = await response.json();
    expect(answer).toEqual({
      error: {
        code: expect.any(String),
        message: expect.stringMatching(sentence),
        messageZh: expect.stringMatching(/。$/),
      },
    });
    expect(response.status).toBe(status);
    expect(JSON.stringify(answer).length).toBeLessThan(1_000);
  });

  it('a style that the model at hand does not know, naming those it knows', async () => {
    const modest = await fakeApp({}, ['flat', 'ink']);
    const response = await modest.post({ ...fox, style: 'gold' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: 'Expected a style among ink, flat but received "gold". Choose one of them.' },
    });
    expect((await modest.post({ ...fox, style: 'ink' })).status).toBe(202);
    expect(modest.faults).toEqual([]);
    await modest.close();
  });

  it('a body of 1 MB that does not tell its length', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1 << 16));
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    expect((await fake.ask('/api/designs', init as RequestInit)).status).toBe(413);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'JSON that calls itself "%s"',
    async (type) => {
      const response = await fake.post(fox, { 'content-type': type });
      expect(response.status).toBe(415);
    },
  );

  it('nothing that a customer may well say', async () => {
    for (const prompt of [
      '🦊',
      'ｆｏｘ',
      "</script>' OR 1=1",
      'line\r\nbreak',
      'ا لثعلب',
      'x'.repeat(199),
      'x'.repeat(200),
      `猫${'🦊'.repeat(199)}`,
    ]) {
      const response = await fake.post({ ...fox, prompt });
      expect([202, 503]).toContain(response.status);
    }
  });

  it('and no fault of ours came of it', () => {
    expect(fake.faults).toEqual([]);
  });
});
