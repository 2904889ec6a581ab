import { describe, expect, it } from 'vitest';
import { generate } from '../../../runtime/pipeline/generate.ts';
import type { GenerateRequest } from '../../../runtime/pipeline/request.ts';
import { exactVelocity, fakeModel, functionEngine, tinySettings } from '../../fakes/pipeline-model.ts';

const request: GenerateRequest = {
  prompt: 'a fox',
  negativePrompt: '',
  width: 16,
  height: 16,
  steps: 5,
  guidance: 4,
  seeds: [1, 2],
};

/** The rows that the transformer attends to, flat. */
async function promptRows(settings: typeof tinySettings): Promise<number[]> {
  const rows: number[] = [];
  const transformer = functionEngine((feeds) => {
    rows.push(...[...(feeds.prompt_embeds?.data ?? [])].map(Number));
    return exactVelocity(feeds, 0);
  });
  const model = fakeModel({ settings, transformer: () => Promise.resolve(transformer) });
  await generate(model, { ...request, seeds: [1], guidance: 1, steps: 1 });
  return rows;
}

describe('generate', () => {
  it('integrates an exact velocity field onto its target and unscales it for the decoder', async () => {
    const { latents, images } = await generate(fakeModel(), request);
    expect(latents.shape).toEqual([2, 2, 2, 2]);
    for (const value of latents.data) expect(value).toBeCloseTo(0.25, 5);
    const byte = Math.round(((0.25 / 2 + 0.5) * 0.5 + 0.5) * 255);
    expect(images.map((image) => image.data[0])).toEqual([byte, byte]);
  });

  it('feeds negative and positive prompts as a batch of two, and one without guidance', async () => {
    const batches: number[] = [];
    const model = fakeModel({
      transformer: (_, batch) =>
        Promise.resolve(
          functionEngine((feeds) => {
            batches.push(batch, feeds.latents?.shape[0] ?? 0, feeds.prompt_embeds?.shape[0] ?? 0);
            return exactVelocity(feeds, 0);
          }),
        ),
    });
    await generate(model, { ...request, seeds: [1], steps: 1 });
    await generate(model, { ...request, seeds: [1], steps: 1, guidance: 1 });
    expect(batches).toEqual([2, 2, 2, 1, 1, 1]);
  });

  it('lays CLIP states side by side, pads them, and appends the T5 rows', async () => {
    expect(await promptRows(tinySettings)).toEqual([5, 5, 0, 0, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('crops CLIP states that are wider than the joint width, as the reference does', async () => {
    expect(await promptRows({ ...tinySettings, jointAttentionDim: 1, maxSequenceLength: 0 })).toEqual([5, 6]);
  });

  it('runs the third prediction only inside the skip-layer window', async () => {
    const singles: number[] = [];
    const model = fakeModel({
      transformer: (_, batch) =>
        Promise.resolve(
          functionEngine((feeds) => {
            if (batch === 1) singles.push(...[...(feeds.block_keep?.data ?? [])].map(Number));
            return exactVelocity(feeds, 0);
          }),
        ),
    });
    const skipLayer = { layers: [2], scale: 2.8, start: 0.01, stop: 0.5 };
    await generate(model, { ...request, seeds: [1], skipLayer });
    expect(singles).toEqual([1, 1, 0, 1, 1, 0]);
  });

  it('starts from the given picture: strength decides how many steps are taken', async () => {
    const steps: number[] = [];
    const image = { width: 16, height: 16, data: new Uint8Array(16 * 16 * 3) };
    const init = { image, strength: 0.4 };
    await generate(
      fakeModel(),
      { ...request, init },
      { onProgress: ({ step, total }) => steps.push(step, total) },
    );
    expect(steps).toEqual([1, 2, 2, 2]);
  });

  it('shows in every preview the picture that the velocity points to', async () => {
    const reds: number[] = [];
    await generate(
      fakeModel(),
      { ...request, seeds: [3] },
      { onProgress: ({ previews }) => reds.push(previews?.[0]?.data[0] ?? -1) },
    );
    expect(reds).toEqual(new Array(5).fill(Math.round((0.25 * 0.5 + 0.5) * 255)));
  });

  it('stops within one step of an abort', async () => {
    const controller = new AbortController();
    let seen = 0;
    const drawing = generate(fakeModel(), request, {
      signal: controller.signal,
      onProgress: ({ step }) => {
        seen = step;
        if (step === 2) controller.abort();
      },
    });
    await expect(drawing).rejects.toMatchObject({ code: 'aborted' });
    expect(seen).toBe(2);
  });

  it.each([
    [{ prompt: '   ' }, /prompt/],
    [{ prompt: 'x'.repeat(1_000_000) }, /at most 10000 characters but received one of 1000000/],
    [{ prompt: 'fox\u0000' }, /control character U\+0000/],
    [{ negativePrompt: 'blur\u0007' }, /negative prompt .* control character U\+0007/],
    [{ steps: 0 }, /steps from 1 to 500 but received 0/],
    [{ steps: 10_000 }, /steps/],
    [{ steps: 2.5 }, /whole number/],
    [{ guidance: Number.NaN }, /guidance from 0 to 50 but received NaN/],
    [{ guidance: -1 }, /guidance/],
    [{ width: 100 }, /multiple of 16 pixels but received 100. Use 96 or 112/],
    [{ height: 0 }, /height/],
    [{ seeds: [] }, /count/],
    [{ seeds: [2 ** 32] }, /seed/],
    [{ noise: new Float32Array(3) }, /noise of 2 × 8 values but received 3/],
  ])('refuses %j in a sentence', async (change, sentence) => {
    const drawing = generate(fakeModel(), { ...request, ...change });
    await expect(drawing).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(sentence),
    });
  });
});
