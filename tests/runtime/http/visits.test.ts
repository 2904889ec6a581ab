import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../../runtime/admin/visits.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

let fake: FakeApp;
let counted: Visit[];
beforeEach(async () => {
  counted = [];
  fake = await fakeApp({ onVisit: (visit) => counted.push(visit) });
});
afterEach(() => fake.close());

const STEP = { from: 'describe', to: 'drawing', first: true, chips: ['cat'] };
const post = (body: unknown) =>
  fake.ask('/api/visits', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('steps of a visit', () => {
  it('are counted with the chips that the shop offers', async () => {
    expect((await post({ ...STEP, chips: ['cat', 'my phone number'] })).status).toBe(204);
    expect(counted).toEqual([STEP]);
  });

  it.each([
    ['a screen of no journey', { ...STEP, to: 'wallet' }],
    ['words', { ...STEP, prompt: 'for Anna' }],
    ['a name of the visit', { ...STEP, id: '7' }],
    ['more chips than there are', { ...STEP, chips: Array.from({ length: 25 }, () => 'cat') }],
  ])('with %s are refused and not counted', async (_, body) => {
    expect((await post(body)).status).toBe(400);
    expect(counted).toEqual([]);
  });
});
