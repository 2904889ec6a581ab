import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../runtime/inference/pace.ts';
import { fakeApp } from '../../fakes/fake-app.ts';
import { type Answer, Shop } from '../../fakes/shop.ts';

/** Eight places and the one being drawn. */
const CAPACITY = 9;
const STEP_MS = 60;
const WORDS = `a fox step=${STEP_MS}`;

/** 10× what the queue takes, within about a second. */
async function flood(ask: () => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Promise<Answer>[] = [];
  for (let i = 0; i < 10 * CAPACITY; i++) {
    answers.push(ask());
    await pause(10);
  }
  return Promise.all(answers);
}

/** What a flood must look like; empty when it does. */
function floodFaults(answers: readonly Answer[]): readonly string[] {
  const refused = answers.filter(({ status }) => status === 503);
  const admitted = answers.filter(({ status }) => status === 202);
  const waits = refused.map(({ ms }) => ms).sort((a, b) => a - b);
  return [
    ...(admitted.length > CAPACITY + 5 ? [`${admitted.length} admitted: the queue is not bounded`] : []),
    ...(admitted.length + refused.length < answers.length ? ['something else than 202 and 503'] : []),
    ...(refused.some(({ retryAfter }) => !(retryAfter >= 1)) ? ['refused without Retry-After'] : []),
    // The 95th percentile: on two cores the neighbours' work is seen in the rest.
    ...((waits[Math.floor(waits.length * 0.95)] ?? 0) > 100 ? [`refused after ${waits.at(-1)} ms`] : []),
  ];
}

describe('ten times the load', () => {
  it('is refused at once with Retry-After, while those admitted wait as long as they were told', async () => {
    await using shop = await Shop.open();
    await shop.end((await shop.ask(WORDS)).design.id); // so that this machine's pace is known
    const answers = await flood(() => shop.ask(WORDS));
    expect(floodFaults(answers)).toEqual([]);
    const admitted = answers.filter(({ status }) => status === 202);
    const last = admitted.at(-1)?.design;
    const told = last?.secondsLeft ?? 0;
    const created = Date.parse(last?.createdAt ?? '');
    for (const { design } of admitted) expect(await shop.end(design.id)).toBe('done');
    const waited = (Date.parse((await shop.view(last?.id ?? '')).finishedAt ?? '') - created) / 1000;
    expect(waited / told).toBeGreaterThan(0.5);
    expect(waited / told).toBeLessThan(2);
  });

  it('is not borne by a queue without bounds, which this test tells', async () => {
    const fake = await fakeApp({}, null, { places: Number.POSITIVE_INFINITY });
    fake.painter.hold();
    const answers = await flood(async () => {
      const response = await fake.post({ product: 'mug', prompt: 'a fox' });
      return { status: response.status, ms: 0, retryAfter: 0, design: await response.json() };
    });
    expect(floodFaults(answers)).toEqual([expect.stringContaining('not bounded')]);
    await fake.close();
  });

  it('from a thousand slow sockets leaves the page answering', async () => {
    await using shop = await Shop.open();
    const sockets: Socket[] = [];
    for (let i = 0; i < 1000; i++) {
      const socket = connect(shop.server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('POST /api/designs HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      sockets.push(socket);
    }
    await pause(200);
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const began = performance.now();
      expect((await fetch(`${shop.server.url}/healthz`)).status).toBe(200);
      times.push(performance.now() - began);
    }
    for (const socket of sockets) socket.destroy();
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(200);
  });
});

describe('the time that is quoted', () => {
  it('grows as soon as the machine slows down, as when it is hot', async () => {
    await using shop = await Shop.open();
    const quoted = async (step: number) => {
      await shop.end((await shop.ask(`a fox step=${step}`)).design.id);
      const [current, next] = [await shop.ask(`a fox step=${step}`), await shop.ask('a fox')];
      for (const { design } of [current, next]) await shop.end(design.id);
      return next.design.secondsLeft ?? 0;
    };
    const cool = await quoted(20);
    const hot = await quoted(200);
    expect(hot / cool).toBeGreaterThan(3);
  });

  it('would stay the same if only the first measurement counted', () => {
    const pace = new Pace();
    pace.tookCanary({ secondsPerStep: 0.02, quietSeconds: 0.01 });
    const cool = pace.estimate(1, 4);
    expect(pace.estimate(1, 4)).toBe(cool);
    pace.tookStep(0.2, 1);
    expect((pace.estimate(1, 4) ?? 0) / (cool ?? 1)).toBeGreaterThan(3);
  });
});
