import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DesignJobs } from '../../../runtime/jobs/design-jobs.ts';
import { DesignStore } from '../../../runtime/jobs/design-store.ts';
import type { LoggedEvent } from '../../../runtime/jobs/designs.ts';
import { readPictureFacts } from '../../../runtime/jobs/picture-file.ts';
import { catalogueFor } from '../../../runtime/products/catalogue.ts';
import { FAKE_ENGINE, FAKE_SIZES } from '../../fakes/fake-engine-facts.ts';
import { FakePainter } from '../../fakes/fake-painter.ts';
import { wish } from '../../fakes/fake-wish.ts';
import { recordingLog } from '../../fakes/recording-log.ts';

let dir: string;
let painter: FakePainter;
let jobs: DesignJobs;

async function openJobs(): Promise<DesignJobs> {
  return new DesignJobs({
    painter,
    store: await DesignStore.open(join(dir, 'designs')),
    catalogue: catalogueFor(FAKE_SIZES, null),
    engine: FAKE_ENGINE,
    log: recordingLog().log,
    places: 2,
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-jobs-'));
  painter = new FakePainter();
  jobs = await openJobs();
});
afterEach(async () => {
  jobs.close();
  painter.release();
  await rm(dir, { recursive: true, maxRetries: 3 });
});

async function eventsOf(id: string, after = 0): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  const source = await jobs.follow(id, after, AbortSignal.timeout(5_000));
  for await (const event of source ?? []) events.push(event);
  return events;
}

async function drawn(changes: Parameters<typeof wish>[0] = {}): Promise<string> {
  const { id } = await jobs.submit(wish(changes));
  await eventsOf(id);
  return id;
}

describe('a job', () => {
  it('goes from queued through drawing to done, with a picture for each seed', async () => {
    const { id, state } = await jobs.submit(wish());
    expect(state).toBe('queued');
    const events = await eventsOf(id);
    expect(events.map(({ name }) => name).filter((name) => name !== 'preview')).toEqual([
      'state',
      'state',
      ...Array(4).fill('progress'),
      'done',
    ]);
    const view = await jobs.view(id);
    expect(view).toMatchObject({ state: 'done', secondsLeft: null, error: null });
    expect(view.pictures.map(({ seed }) => seed)).toEqual([7, 8]);
  });

  it('tells seconds left that fall with every step', async () => {
    const events = await eventsOf((await jobs.submit(wish())).id);
    const seconds = events.map((event) => event.name === 'progress' && event.data.secondsLeft);
    expect(seconds.filter(Number.isFinite)).toEqual([6, 4, 2, 0]);
  });

  it('counts seeds on beyond the largest', async () => {
    await drawn({ seed: 0xffff_ffff });
    expect(painter.orders[0]?.seeds).toEqual([0xffff_ffff, 0]);
  });

  it('takes size, steps, guidance and prompts from product, style and preset', async () => {
    await drawn({
      product: 'postcard',
      prompt: '狐狸',
      style: 'papercut',
      preset: { guidance: 'exact', steps: 'fine' },
    });
    expect(painter.orders[0]).toMatchObject({
      width: 48,
      height: 32,
      steps: 8,
      guidance: 6,
      prompt: '狐狸，剪纸风格',
      negativePrompt: 'blurry',
    });
  });

  it('writes into its pictures how they were drawn and that AI drew them', async () => {
    const id = await drawn({ prompt: 'a "fox" & <friends> \u{1f98a}', negative: '', seed: 9 });
    const facts = await readPictureFacts(await jobs.picture(id, 1));
    expect(facts).toEqual({
      prompt: 'a "fox" & <friends> \u{1f98a}',
      negative: '',
      seed: 10,
      steps: 4,
      guidance: 4,
      model: 'fake-model',
      engine: FAKE_ENGINE.key,
      produceId: `${id}/1`,
    });
  });

  it('starts from a picture of another design', async () => {
    const designId = await drawn();
    await drawn({ from: { designId, picture: 1, strength: 0.5 } });
    const { init } = painter.orders[1] ?? {};
    expect(init).toMatchObject({ strength: 0.5, image: { width: 48, height: 32 } });
    const gone = { designId, picture: 3, strength: 0.5 };
    await expect(jobs.submit(wish({ from: gone }))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is drawn a second time when its process is lost, and not a third', async () => {
    painter.losses = 1;
    await expect(jobs.view(await drawn())).resolves.toMatchObject({ state: 'done' });
    expect(painter.orders).toHaveLength(2);
    painter.losses = 2;
    const failed = await jobs.view(await drawn());
    expect(failed).toMatchObject({ state: 'failed', error: { code: 'engine-failed' } });
    expect(failed.error?.messageZh).toMatch(/请/);
    expect(painter.orders).toHaveLength(4);
  });
});

describe('cancelling', () => {
  it('ends a drawing and a waiting job at once, twice as well as once, and lets the next be drawn', async () => {
    painter.hold();
    const [first, second, third] = [
      await jobs.submit(wish()),
      await jobs.submit(wish()),
      await jobs.submit(wish()),
    ];
    expect(third.ahead).toBe(2);
    for (const { id } of [second, first, first]) {
      await expect(jobs.cancel(id)).resolves.toMatchObject({ state: 'cancelled', ahead: 0 });
    }
    painter.release();
    expect((await eventsOf(third.id)).at(-1)?.name).toBe('done');
    expect((await eventsOf(first.id)).at(-1)?.name).toBe('cancelled');
    expect(painter.orders).toHaveLength(2);
  });

  it('changes nothing about a finished job', async () => {
    const id = await drawn();
    await expect(jobs.cancel(id)).resolves.toMatchObject({ state: 'done' });
  });

  it('of an unknown job is an error with a sentence', async () => {
    await expect(jobs.cancel('nobody')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the queue', () => {
  it('is bounded and says when to come back', async () => {
    painter.hold();
    for (let i = 0; i < 3; i++) await jobs.submit(wish());
    await expect(jobs.submit(wish())).rejects.toMatchObject({
      code: 'queue-full',
      retryAfterSeconds: expect.closeTo(6, 0),
    });
  });

  it('tells those who wait when it moves', async () => {
    painter.hold();
    await jobs.submit(wish());
    await jobs.submit(wish());
    const { id } = await jobs.submit(wish());
    painter.release();
    const ahead = (await eventsOf(id)).map((event) => event.name === 'state' && event.data.ahead);
    expect(ahead.filter((value) => value !== false)).toEqual([2, 1, 0]);
  });

  it('refuses at once when drawing keeps failing', async () => {
    painter.state = 'failed';
    await expect(jobs.submit(wish())).rejects.toMatchObject({ code: 'engine-failed' });
  });
});

describe('following', () => {
  it('resumes after the last event that was seen, and ends for good after the end', async () => {
    const id = await drawn();
    const all = await eventsOf(id);
    expect(all.map((event) => event.id)).toEqual([...all.map((event) => event.id)].sort((a, b) => a - b));
    const middle = all[2]?.id ?? 0;
    expect(await eventsOf(id, middle)).toEqual(all.slice(3));
    expect(await jobs.follow(id, all.at(-1)?.id ?? 0, AbortSignal.timeout(100))).toBeNull();
  });

  it('survives a restart for finished designs, under the same event id', async () => {
    const id = await drawn();
    const last = (await eventsOf(id)).at(-1);
    const view = await jobs.view(id);
    jobs = await openJobs();
    expect(await eventsOf(id)).toEqual([last]);
    expect(await jobs.follow(id, last?.id ?? 0, AbortSignal.timeout(100))).toBeNull();
    expect(await jobs.view(id)).toEqual(view);
    expect((await jobs.picture(id, 0)).length).toBeGreaterThan(100);
  });

  it('keeps only the latest previews of a running job', async () => {
    painter.hold();
    const { id } = await jobs.submit(wish({ preset: { guidance: 'free', steps: 'fine' } }));
    const abort = new AbortController();
    const source = await jobs.follow(id, 0, abort.signal);
    const names: string[] = [];
    for await (const { name, data } of source ?? []) {
      names.push(name);
      if (name !== 'preview' || data.step < 2) continue;
      expect(data.pictures).toHaveLength(2);
      expect(data.pictures[0]).toMatch(/^data:image\/webp;base64,/);
      abort.abort();
    }
    const replay = await jobs.follow(id, 0, AbortSignal.timeout(50));
    const previews: LoggedEvent[] = [];
    for await (const event of replay ?? []) if (event.name === 'preview') previews.push(event);
    expect(previews).toHaveLength(1);
    painter.release();
    await eventsOf(id);
  });
});
