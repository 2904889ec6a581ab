import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InferenceClient } from '../../../runtime/inference/client.ts';
import { drawRequest, fakeClient } from '../../fakes/fake-client.ts';
import { fakePicture } from '../../fakes/fake-picture.ts';

let dir: string;
let client: InferenceClient;

describe('a client with a healthy child', () => {
  beforeAll(() => {
    client = fakeClient();
  });
  afterAll(() => client.close());

  it('waits for the child, draws, and tells every step with its previews', async () => {
    expect(client.state).toBe('starting');
    const steps: number[] = [];
    const { images } = await client.draw(drawRequest(), {
      onProgress: ({ step, total, previews }) => {
        expect(client.state).toBe('busy');
        expect(total).toBe(4);
        expect(previews?.map(({ width }) => width)).toEqual([4, 4]);
        steps.push(step);
      },
    });
    expect(steps).toEqual([1, 2, 3, 4]);
    expect(images.map(({ data }) => [...data])).toEqual(
      [7, 8].map((seed) => [...fakePicture(32, 16, seed).data]),
    );
    expect(client.state).toBe('ready');
    expect(client.lastSecondsPerStep).toBeGreaterThan(0);
  });

  it('cancels within one step and can draw again at once', async () => {
    const abort = new AbortController();
    let last = 0;
    const drawing = client.draw(drawRequest({ prompt: 'a fox step=20', steps: 100 }), {
      signal: abort.signal,
      onProgress: ({ step }) => {
        last = step;
        if (step === 2) abort.abort();
      },
    });
    await expect(drawing).rejects.toMatchObject({ code: 'aborted' });
    expect(last).toBeLessThanOrEqual(3);
    await expect(client.draw(drawRequest())).resolves.toBeDefined();
  });

  it('draws nothing for a signal that has already fired', async () => {
    await expect(client.draw(drawRequest(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  it('takes one order at a time', async () => {
    const first = client.draw(drawRequest());
    await expect(client.draw(drawRequest())).rejects.toMatchObject({ code: 'queue-full' });
    await first;
  });

  it.each([
    ['steps 0', { steps: 0 }, /steps.*received 0/],
    ['steps 10,000', { steps: 10_000 }, /steps.*received 10000/],
    ['guidance NaN', { guidance: Number.NaN }, /guidance.*received NaN/],
    ['an empty prompt', { prompt: '' }, /prompt/],
    ['a prompt of 1 MB', { prompt: 'x'.repeat(1 << 20) }, /prompt.*1048578 characters/],
    ['no seed', { seeds: [] }, /seeds/],
  ])('refuses %s before the child sees it', async (_, change, sentence) => {
    await expect(client.draw(drawRequest(change))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(sentence),
    });
  });
});

describe('a client whose child', () => {
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'motif-client-'));
  });
  afterEach(async () => {
    await client.close();
    await rm(dir, { recursive: true });
  });

  it.each(['die-at', 'throw-at', 'hang-at'])(
    'misbehaves (%s) rejects the drawing and starts another child',
    async (word) => {
      client = fakeClient({ shortestStepMs: 1_500 });
      const once = join(dir, 'once');
      const prompt = `a fox ${word}=2 once=${once}`;
      await client.draw(drawRequest());
      const before = client.pid;
      await expect(client.draw(drawRequest({ prompt }))).rejects.toMatchObject({ code: 'engine-failed' });
      await expect(client.draw(drawRequest({ prompt }))).resolves.toBeDefined();
      expect(client.pid).not.toBe(before);
      expect(client.failure).toBeNull();
    },
  );

  it('hangs while nothing is drawn is replaced', async () => {
    client = fakeClient({ shortestStepMs: 1_500 });
    await client.draw(drawRequest());
    const before = client.pid ?? 0;
    process.kill(before, 'SIGSTOP');
    await expect.poll(() => client.pid !== before && client.state, { timeout: 10_000 }).toBe('ready');
    expect(() => process.kill(before, 0)).toThrow('ESRCH');
  });

  it('is not blamed for what it said while this process itself got no time', async () => {
    client = fakeClient({ shortestStepMs: 1_500 });
    await client.draw(drawRequest());
    const before = client.pid;
    let stoodStill = false;
    const onProgress = () => {
      if (stoodStill) return;
      stoodStill = true;
      const until = performance.now() + 3_000;
      while (performance.now() < until);
    };
    const long = drawRequest({ prompt: 'a fox step=50', steps: 80 });
    await expect(client.draw(long, { onProgress })).resolves.toMatchObject({ images: { length: 2 } });
    expect([stoodStill, client.pid]).toEqual([true, before]);
  });

  it('dies at every drawing is given up after a few, tried again, and forgiven', async () => {
    client = fakeClient({ failedAfter: 2, backoffMs: [10, 400] });
    const deadly = drawRequest({ prompt: 'a fox die-at=1' });
    for (let i = 0; i < 2; i++)
      await expect(client.draw(deadly)).rejects.toMatchObject({ code: 'engine-failed' });
    expect(client.state).toBe('failed');
    await expect(client.draw(drawRequest())).rejects.toThrow(/was ended by SIGKILL/);
    await expect.poll(() => client.state, { timeout: 10_000 }).toBe('ready');
    await expect(client.draw(drawRequest())).resolves.toBeDefined();
  });

  it('has no engine to load says so', async () => {
    client = fakeClient({}, 'broken');
    await expect(client.draw(drawRequest())).rejects.toMatchObject({
      code: 'not-provisioned',
      message: 'Expected an engine but found none.',
    });
    expect(client.state).toBe('failed');
  });

  it('is drawing ends with the client', async () => {
    client = fakeClient();
    await client.draw(drawRequest());
    const pid = client.pid ?? 0;
    const drawing = client.draw(drawRequest({ prompt: 'a fox step=50', steps: 100 }));
    const rejected = expect(drawing).rejects.toMatchObject({ code: 'engine-failed' });
    await client.close();
    await rejected;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(client.draw(drawRequest())).rejects.toMatchObject({ code: 'engine-failed' });
  });
});
