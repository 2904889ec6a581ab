import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../runtime/http/listen.ts';
import type { InferenceClient } from '../../../runtime/inference/client.ts';
import { fakeApp } from '../../fakes/fake-app.ts';
import { drawRequest, fakeClient } from '../../fakes/fake-client.ts';
import { Shop } from '../../fakes/shop.ts';
import { undisturbed } from '../../fakes/undisturbed.ts';
import { driftFaults, killChildren } from './kill-children.ts';

/** The long run kills 200: `node --import tsx tests/runtime/load/kill-children.ts 200`. */
const KILLS = 25;

describe('a customer who goes away', () => {
  it('frees the machine, but not at once: a reloaded page finds its drawing', async () => {
    const fake = await fakeApp({}, null, { graceMs: 300 });
    fake.painter.hold();
    const { id } = (await (await fake.post({ product: 'mug', prompt: 'a fox' })).json()) as { id: string };
    const state = async () =>
      ((await (await fake.ask(`/api/designs/${id}`)).json()) as { state: string }).state;
    for (let reload = 0; reload < 3; reload++) {
      const events = await fake.ask(`/api/designs/${id}/events`);
      await pause(200);
      await events.body?.cancel();
    }
    expect(await state()).toBe('drawing');
    await pause(600);
    expect(await state()).toBe('cancelled');
    await fake.close();
  });

  it('is noticed when the socket breaks', async () => {
    const fake = await fakeApp({}, null, { graceMs: 100 });
    const listener = await listen(fake.app.fetch, 0);
    fake.painter.hold();
    const { id } = (await (await fake.post({ product: 'mug', prompt: 'a fox' })).json()) as { id: string };
    const gone = new AbortController();
    const address = `http://127.0.0.1:${listener.port}/api/designs/${id}/events`;
    const events = await fetch(address, { signal: gone.signal });
    const reading = events.text().catch(() => 'cut');
    gone.abort();
    expect(await reading).toBe('cut');
    await pause(1_000);
    expect(await (await fake.ask(`/api/designs/${id}`)).json()).toMatchObject({ state: 'cancelled' });
    await listener.close();
    await fake.close();
  });

  it('who never followed is a program that asks now and then, and keeps its design', async () => {
    const fake = await fakeApp({}, null, { graceMs: 50 });
    fake.painter.hold();
    const { id } = (await (await fake.post({ product: 'mug', prompt: 'a fox' })).json()) as { id: string };
    await pause(300);
    expect(await (await fake.ask(`/api/designs/${id}`)).json()).toMatchObject({ state: 'drawing' });
    await fake.close();
  });
});

describe('a child that is stopped in the middle of a picture', () => {
  it('is replaced, its picture drawn again, and the page answers all the while', async () => {
    await using shop = await Shop.open({ shortestStepMs: 1_500 });
    const { design } = await shop.ask(`a fox step=20 hang-at=2 once=${join(shop.dir, 'once')}`);
    const end = shop.end(design.id);
    let ended = false;
    void end.then(() => {
      ended = true;
    });
    const times: number[] = [];
    while (!ended) {
      const began = performance.now();
      await fetch(`${shop.server.url}/healthz`);
      times.push(performance.now() - began);
      await pause(50);
    }
    expect(await end).toBe('done');
    expect(times.length).toBeGreaterThan(20); // it did hang
    expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.9)]).toBeLessThan(200);
  });

  it('would keep its customer waiting for ever, did nobody watch its steps, which this test tells', async () => {
    await using shop = await Shop.open({ shortestStepMs: 600_000, pingMs: 600_000 });
    const { design } = await shop.ask(`a fox step=20 hang-at=2 once=${join(shop.dir, 'once')}`);
    await pause(5_000);
    expect(await shop.view(design.id)).toMatchObject({ state: 'drawing' });
  });
});

describe('a GPU that fails for good in one process', () => {
  it('costs one drawing: the process ends, and the next one draws', async () => {
    await using client = fakeClient();
    const sticky = drawRequest({ prompt: 'a fox sticky-at=2' });
    await expect(client.draw(sticky)).rejects.toMatchObject({ code: 'engine-failed' });
    await expect(client.draw(drawRequest())).resolves.toMatchObject({ images: { length: 2 } });
  });

  it('costs every later drawing where the process lives on, which this test tells', async () => {
    await using client = fakeClient();
    const sticky = drawRequest({ prompt: 'a fox sticky-at=2 lives-on=1' });
    for (const request of [sticky, drawRequest(), drawRequest()])
      await expect(client.draw(request)).rejects.toThrow(/illegal memory access/);
  });
});

describe('children that are killed again and again', { timeout: 120_000 }, () => {
  it('leave no file descriptor and no memory behind', async () => {
    expect(driftFaults(await killChildren(KILLS))).toEqual([]);
  });

  it('are seen to leak where each leaves a descriptor and a picture of 512 pixels', async () => {
    const descriptors: number[] = [];
    const pictures: Uint8Array[] = [];
    const drift = await killChildren(10, () => {
      descriptors.push(openSync('/dev/null', 'r'));
      pictures.push(new Uint8Array(512 * 512 * 3).fill(1));
    });
    for (const descriptor of descriptors) closeSync(descriptor);
    expect(driftFaults(drift)).toEqual([
      expect.stringMatching(/^\d+ descriptors more/),
      expect.stringMatching(/bytes more/),
    ]);
    expect(pictures).toHaveLength(descriptors.length);
  });
});

describe('the measure of the event loop', () => {
  const longest = async (work: () => void) => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await pause(50);
    work();
    await pause(50);
    delay.disable();
    return delay.max / 1e6;
  };
  it('sees a block of 80 ms', async () => {
    const block = () => {
      const until = performance.now() + 80;
      while (performance.now() < until);
    };
    expect(await longest(block)).toBeGreaterThan(50);
    // A program's own block is there in every round.
    expect(
      await undisturbed(
        3,
        () => longest(block),
        (ms) => ms < 50,
      ),
    ).toBeGreaterThan(50);
  });
});

describe('a client', () => {
  it('gives up one order for one lost child, not more', async () => {
    const client: InferenceClient = fakeClient();
    await client.draw(drawRequest());
    const doomed = client.draw(drawRequest({ prompt: 'a fox step=50', steps: 50 }));
    process.kill(client.pid ?? 0, 'SIGKILL');
    await expect(doomed).rejects.toMatchObject({ code: 'engine-failed' });
    await expect(client.draw(drawRequest())).resolves.toMatchObject({ images: { length: 2 } });
    await client.close();
  });
});
