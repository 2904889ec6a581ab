import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cutOutPicture } from '../../../runtime/print/master-image.ts';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';
import { DESIGN, keepDesign, key } from '../orders/kept-design.ts';

let fake: FakeApp;

beforeEach(async () => {
  fake = await fakeApp({ cutOut: async (png) => Uint8Array.from(await cutOutPicture(png)) });
  await keepDesign(fake.store);
});
afterEach(() => fake.close());

/** GB 45438's block and IPTC's source type, as another program would look for them. */
async function expectMarks(png: ArrayBuffer): Promise<void> {
  const { xmp } = await sharp(png).metadata();
  const packet = xmp?.toString('utf8') ?? '';
  const block = /<TC260:AIGC>([^<]*)<\/TC260:AIGC>/.exec(packet)?.[1]?.replaceAll('&quot;', '"') ?? '{}';
  expect(JSON.parse(block)).toMatchObject({ Label: '1', ContentProducer: 'Motif' });
  expect(packet).toContain('digitalsourcetype/trainedAlgorithmicMedia');
}

it.each(['', '/cutout'])(
  'a design’s picture that leaves over HTTP%s is marked as made by AI',
  async (form) => {
    const answer = await fake.ask(`/api/designs/${DESIGN}/pictures/1${form}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    await expectMarks(await answer.arrayBuffer());
  },
);

it('a receipt that leaves over HTTP is marked as made by AI', async () => {
  const ordered = await fake.ask('/api/orders', {
    method: 'POST',
    body: JSON.stringify({
      product: 'magnet',
      language: 'en',
      design: { designId: DESIGN, picture: 0 },
      label: { visible: true },
    }),
    headers: { 'content-type': 'application/json', 'idempotency-key': key(1) },
  });
  expect(ordered.status).toBe(201);
  const { ticketUrl } = await ordered.json();
  await expectMarks(await (await fake.ask(ticketUrl)).arrayBuffer());
});
