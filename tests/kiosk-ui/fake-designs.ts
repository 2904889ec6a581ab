/** A stand-in for the drawing machine: real HTTP face, drawn pictures, adjustable misfortune. */
import { randomUUID } from 'node:crypto';
import { MotifError } from '../../runtime/errors.ts';
import {
  type DesignEventName,
  type DesignEvents,
  type DesignView,
  isTerminal,
  type Wish,
} from '../../runtime/jobs/design.ts';
import type { Designs, LoggedEvent } from '../../runtime/jobs/designs.ts';
import { PRODUCTS } from '../../runtime/products/products.ts';
import { fakePicture, fakePreview } from './fake-pictures.ts';

/** What can be made to go wrong. */
export interface Misfortune {
  /** So many wishes are refused because the queue is full. */
  queueFull: number;
  /** So many of the next drawings fail half-way. */
  failNext: number;
  stepMs: number;
  /** There is no room for another design. */
  diskFull: boolean;
  /** Finished pictures are out of focus by so many pixels (standard deviation). */
  blur: number;
}

interface Job {
  view: DesignView;
  readonly log: LoggedEvent[];
  readonly pictures: Buffer[];
  readonly changed: Set<() => void>;
}

const TOTAL = 16;

/** @param sizeOf pixels of a product's designs */
export function fakeDesigns(
  misfortune: Misfortune,
  sizeOf: (product: string) => { readonly width: number; readonly height: number },
): Designs & { ids(): readonly string[] } {
  const jobs = new Map<string, Job>();

  function job(id: string): Job {
    const found = jobs.get(id);
    if (!found) throw new MotifError('not-found', `Expected a known design but received ${id}.`);
    return found;
  }

  function log<Name extends DesignEventName>(to: Job, name: Name, data: DesignEvents[Name]) {
    to.log.push({ id: to.log.length + 1, name, data } as LoggedEvent);
    for (const wake of to.changed) wake();
  }

  async function draw(to: Job) {
    const { width, height } = sizeOf(to.view.product);
    log(to, 'state', { state: 'queued', ahead: 0, secondsLeft: null });
    await sleep(misfortune.stepMs * 2);
    for (let n = 0; n < to.view.count; n++)
      to.pictures.push(await fakePicture(to.view.seed + n, width, height, misfortune.blur));
    to.view = { ...to.view, state: 'drawing' };
    for (let step = 1; step <= TOTAL && to.view.state === 'drawing'; step++) {
      await sleep(misfortune.stepMs);
      if (misfortune.failNext > 0 && step > TOTAL / 2) return fail(to);
      const secondsLeft = ((TOTAL - step) * misfortune.stepMs) / 1000;
      log(to, 'progress', { step, total: TOTAL, secondsLeft });
      const previews = to.pictures.map((picture) => fakePreview(picture, (step / TOTAL) ** 1.6));
      log(to, 'preview', { step, pictures: await Promise.all(previews) });
    }
    if (to.view.state === 'drawing') finish(to, width, height);
  }

  function finish(to: Job, width: number, height: number) {
    const { id, seed, count } = to.view;
    const pictures = Array.from({ length: count }, (_, n) => ({
      url: `/api/designs/${id}/pictures/${n}`,
      seed: seed + n,
      width,
      height,
    }));
    to.view = { ...to.view, state: 'done', pictures };
    log(to, 'done', to.view);
  }

  function fail(to: Job) {
    misfortune.failNext--;
    to.view = { ...to.view, state: 'failed' };
    const message = {
      zh: '绘图机这次没有画成，请再试一次。',
      en: 'The machine could not finish this drawing. Please try again.',
    };
    log(to, 'failed', { code: 'engine-failed', message });
  }

  return {
    ids: () => [...jobs.keys()],
    async submit(wish) {
      if (misfortune.queueFull > 0) {
        misfortune.queueFull--;
        throw new MotifError('queue-full', 'Expected room in the queue but it is full.', {
          retryAfterSeconds: 4,
        });
      }
      if (misfortune.diskFull) throw new MotifError('disk-full', 'Expected room on the disk but it is full.');
      if (wish.from) job(wish.from.designId);
      const created: Job = { view: newView(wish), log: [], pictures: [], changed: new Set() };
      jobs.set(created.view.id, created);
      void draw(created);
      return created.view;
    },
    view: async (id) => job(id).view,
    async cancel(id) {
      const found = job(id);
      if (isTerminal(found.view.state)) return found.view;
      found.view = { ...found.view, state: 'cancelled' };
      log(found, 'cancelled', { state: 'cancelled' });
      return found.view;
    },
    async remove(id) {
      const found = job(id);
      if (found.view.state === 'done') jobs.delete(id);
      return isTerminal(found.view.state) ? found.view : this.cancel(id);
    },
    async follow(id, lastEventId, signal) {
      const found = job(id);
      return replay(found, lastEventId, signal);
    },
    async picture(id, index) {
      const picture = job(id).pictures[index];
      if (!picture) throw new MotifError('not-found', `Expected a picture but ${index} does not exist.`);
      return new Uint8Array(picture);
    },
  };
}

async function* replay(job: Job, lastEventId: number, signal: AbortSignal): AsyncGenerator<LoggedEvent> {
  for (let at = lastEventId; !signal.aborted; at++) {
    while (at >= job.log.length && !signal.aborted) await next(job, signal);
    const event = job.log[at];
    if (event) yield event;
    if (event && ['done', 'failed', 'cancelled'].includes(event.name)) return;
  }
}

function next(job: Job, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      job.changed.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    job.changed.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}

function newView(wish: Wish): DesignView {
  if (!PRODUCTS.some(({ id }) => id === wish.product)) throw new MotifError('bad-input', 'Unknown product.');
  return {
    ...wish,
    id: randomUUID(),
    state: 'queued',
    ahead: 0,
    progress: null,
    secondsLeft: null,
    pictures: [],
    error: null,
    createdAt: new Date().toISOString(),
    finishedAt: null,
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
