import { describe, expect, it } from 'vitest';
import { generate } from '../../../runtime/pipeline/generate.ts';
import { PromptCache } from '../../../runtime/pipeline/prompt-cache.ts';
import { fakeModel, functionEngine } from '../../fakes/pipeline-model.ts';

/** An encoder of 8 bytes a prompt that notes what it was asked for. */
function notingEncoder() {
  const asked: string[] = [];
  const encode = async (text: string) => {
    asked.push(text);
    return { rows: Float32Array.of(text.length), pooled: new Float32Array(1) };
  };
  return { asked, encode };
}

describe('the prompt cache', () => {
  it('encodes a text once and gives back the same embedding', async () => {
    const cache = new PromptCache();
    const { asked, encode } = notingEncoder();
    const first = await cache.get('fox', encode);
    expect(await cache.get('fox', encode)).toBe(first);
    expect(asked).toEqual(['fox']);
  });

  it('forgets the least recently used when it is full', async () => {
    const cache = new PromptCache(16);
    const { asked, encode } = notingEncoder();
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.get(text, encode);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('does not count a text twice that two callers encode at once', async () => {
    const cache = new PromptCache(16);
    const { asked, encode } = notingEncoder();
    await Promise.all([cache.get('a', encode), cache.get('a', encode)]);
    for (const text of ['b', 'a', 'b']) await cache.get(text, encode);
    expect(asked).toEqual(['a', 'a', 'b']);
  });

  it('remembers no failure', async () => {
    const cache = new PromptCache();
    const { asked, encode } = notingEncoder();
    await expect(cache.get('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await cache.get('a', encode);
    expect(asked).toEqual(['a']);
  });
});

describe('generate with a prompt cache', () => {
  it('runs the text encoders once for the same words, and once for the empty negative prompt', async () => {
    let runs = 0;
    const { clipL } = fakeModel();
    const engine = functionEngine(() => {
      runs += 1;
      return {
        hidden_states: { shape: [1, 2, 1], data: Float32Array.of(5, 6) },
        text_embeds: { shape: [1, 1], data: Float32Array.of(7) },
      };
    });
    const model = fakeModel({ clipL: { ...clipL, engine }, prompts: new PromptCache() });
    const request = { negativePrompt: '', width: 16, height: 16, steps: 1, guidance: 4, seeds: [1] };
    const first = await generate(model, { ...request, prompt: 'a fox' });
    const second = await generate(model, { ...request, prompt: 'a fox' });
    expect(runs).toBe(2);
    expect(second.latents).toEqual(first.latents);
    await generate(model, { ...request, prompt: 'a hen' });
    expect(runs).toBe(3);
  });
});
