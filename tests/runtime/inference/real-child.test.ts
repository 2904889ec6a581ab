import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportModel } from '../../../engine-build/build/build-engine.ts';
import type { Manifest } from '../../../engine-build/build/manifest.ts';
import { openCheckpoint } from '../../../engine-build/checkpoint/checkpoint.ts';
import { InferenceClient } from '../../../runtime/inference/client.ts';
import { drawRequest, QUICK } from '../../fakes/fake-client.ts';
import { recordingLog } from '../../fakes/recording-log.ts';
import { undisturbed } from '../../fakes/undisturbed.ts';

/** A random checkpoint of a few hundred kilobytes: its pictures mean nothing, but everything about them is real. */
const MODEL = new URL('../../golden/models/starter', import.meta.url).pathname;
const ENTRY = new URL('../../../runtime/inference/child.ts', import.meta.url);

let dir: string;
let manifest: Manifest;
let client: InferenceClient;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-child-'));
  await using checkpoint = await openCheckpoint(MODEL);
  manifest = await exportModel(checkpoint, { outDir: join(dir, 'engine'), precision: 'fp32' });
  client = new InferenceClient({
    entry: ENTRY,
    settings: { engineDir: join(dir, 'engine'), threads: 1 },
    log: recordingLog().log,
    timing: { ...QUICK, shortestStepMs: 20_000 },
  });
});
afterAll(async () => {
  await client.close();
  await rm(dir, { recursive: true });
});

const order = (changes: Parameters<typeof drawRequest>[0] = {}) => {
  const { width = 0, height = 0 } = manifest.shapes[0] ?? {};
  return drawRequest({ width, height, ...changes });
};

describe('the real child', () => {
  it('draws a canary, then the same picture for the same order', async () => {
    const [first, second] = [await client.draw(order()), await client.draw(order())];
    expect(second.images).toEqual(first.images);
    expect(first.images[0]?.data).not.toEqual(first.images[1]?.data);
    expect(client.lastSecondsPerStep).toBeGreaterThan(0);
  });

  it('starts from a picture', async () => {
    const [image] = (await client.draw(order())).images;
    if (!image) throw new Error('Expected a picture.');
    const steps: number[] = [];
    await client.draw(order({ steps: 10, init: { image, strength: 0.5 } }), {
      onProgress: ({ step }) => steps.push(step),
    });
    expect(steps).toEqual([1, 2, 3, 4, 5]);
  });

  /** @returns how many steps were drawn of 200 when the drawing was cancelled at the first */
  async function stepsOfCancelled(): Promise<number> {
    const abort = new AbortController();
    let last = 0;
    const drawing = client.draw(order({ steps: 200 }), {
      signal: abort.signal,
      onProgress: ({ step }) => {
        last = step;
        abort.abort();
      },
    });
    await expect(drawing).rejects.toMatchObject({ code: 'aborted' });
    return last;
  }

  it('cancels within one step', async () => {
    expect(await undisturbed(6, stepsOfCancelled, (steps) => steps <= 3)).toBeLessThanOrEqual(3);
  });

  it('refuses a size that no engine serves, lists those that are, and lives on', async () => {
    const pid = client.pid;
    await expect(client.draw(order({ width: 64, height: 64 }))).rejects.toMatchObject({
      code: 'no-engine-for-size',
      message: expect.stringContaining(`${manifest.shapes[0]?.width}×${manifest.shapes[0]?.height}`),
    });
    await expect(client.draw(order())).resolves.toBeDefined();
    expect(client.pid).toBe(pid);
  });
});
