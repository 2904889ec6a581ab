import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  decodePicture,
  encodePicture,
  readPictureFacts,
  toDataUrl,
} from '../../../runtime/jobs/picture-file.ts';
import { fakePicture } from '../../fakes/fake-picture.ts';

const FACTS = {
  prompt: '樱花 <b>"&amp;\' \u{1f338} \u0007]]>',
  negative: '',
  seed: 0xffff_ffff,
  steps: 20,
  guidance: 4.5,
  model: 'starter',
  engine: 'e'.repeat(64),
  produceId: '7b0c1f0e-5d8f-4f5e-9d65-0f7a4c6d2b11/3',
};
const IMAGE = fakePicture(32, 16, 1);
const xmpOf = async (file: Uint8Array) => (await sharp(file).metadata()).xmp?.toString('utf8') ?? '';

describe('a picture file', () => {
  it('holds the very pixels that were drawn', async () => {
    const png = await encodePicture(IMAGE, FACTS);
    const { data } = await decodePicture(png, IMAGE);
    expect([...data]).toEqual([...IMAGE.data]);
  });

  it('tells how it was drawn, less what XML cannot hold', async () => {
    const facts = await readPictureFacts(await encodePicture(IMAGE, FACTS));
    expect(facts).toEqual({ ...FACTS, prompt: FACTS.prompt.replace('\u0007', '') });
  });

  it('is marked as made by AI: one GB 45438 block with its seven fields, and the IPTC source type', async () => {
    const xmp = await xmpOf(await encodePicture(IMAGE, FACTS));
    const blocks = [...xmp.matchAll(/<TC260:AIGC>([^<]*)<\/TC260:AIGC>/g)];
    expect(blocks).toHaveLength(1);
    expect(JSON.parse(blocks[0]?.[1]?.replaceAll('&quot;', '"') ?? '')).toEqual({
      Label: '1',
      ContentProducer: 'Motif',
      ProduceID: FACTS.produceId,
      ReservedCode1: '',
      ContentPropagator: '',
      PropagateID: '',
      ReservedCode2: '',
    });
    expect(xmp).toContain('xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"');
    expect(xmp).toContain('/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>');
  });

  it('keeps its marks through another format when it is told to', async () => {
    const png = await encodePicture(IMAGE, FACTS);
    const jpeg = await sharp(png).keepXmp().jpeg().toBuffer();
    expect(await readPictureFacts(jpeg)).toMatchObject({ seed: FACTS.seed });
  });

  it('of another maker tells nothing', async () => {
    const plain = await sharp(Buffer.from(await encodePicture(IMAGE, FACTS)))
      .png()
      .toBuffer();
    expect(await readPictureFacts(plain)).toBeNull();
  });

  it('is cut to the aspect that is asked for, not squeezed', async () => {
    const { width, height, data } = await decodePicture(await encodePicture(IMAGE, FACTS), {
      width: 16,
      height: 16,
    });
    expect([width, height, data.length]).toEqual([16, 16, 768]);
    expect([...data.subarray(0, 6)]).toEqual([...IMAGE.data.subarray(8 * 3, 8 * 3 + 6)]);
  });
});

describe('a preview', () => {
  it('is a data URL of a few kilobytes that a browser can show', async () => {
    const url = await toDataUrl(fakePicture(64, 64, 3));
    const { format, width } = await sharp(Buffer.from(url.split(',')[1] ?? '', 'base64')).metadata();
    expect([format, width]).toEqual(['webp', 64]);
    expect(url.length).toBeLessThan(20_000);
  });
});
