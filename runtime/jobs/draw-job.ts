import { MotifError, throwIfAborted } from '../errors.ts';
import type { ClientState, DrawOptions } from '../inference/client.ts';
import type { OrderResult } from '../inference/order.ts';
import type { Pace } from '../inference/pace.ts';
import type { DrawRequest } from '../inference/protocol.ts';
import type { Logger } from '../log.ts';
import type { RgbImage } from '../pipeline/model.ts';
import type { Wish } from './design.ts';
import type { DesignRecord } from './design-record.ts';
import type { DesignStore } from './design-store.ts';
import { type DrawPlan, type EngineFacts, orderOf, sizeOf } from './draw-plan.ts';
import type { Estimate, Job } from './job.ts';
import type { PictureFacts } from './picture-facts.ts';
import { decodePicture, encodePicture } from './picture-file.ts';
import { PreviewSender } from './preview-sender.ts';

/** What of the inference client the jobs need. */
export interface Painter {
  readonly state: ClientState;
  readonly failure: MotifError | null;
  readonly pace: Pick<Pace, 'estimate'>;
  draw(request: DrawRequest, options?: DrawOptions): Promise<OrderResult>;
}

export interface DrawParts {
  readonly painter: Painter;
  readonly store: DesignStore;
  readonly engine: EngineFacts;
  readonly log: Logger;
}

/**
 * Draws one job and keeps its pictures. A drawing that is lost with its process is drawn a second time, not
 * a third: an order that ends two processes would end all of them.
 *
 * @throws MotifError; the job's state is the caller's to set, except `done`
 */
export async function drawJob(job: Job, { painter, store, engine, log }: DrawParts): Promise<void> {
  const order = orderOf(job.plan, job.wish, await sourceOf(job.wish, job.plan, store));
  const images = await paint(job, order, painter).catch((failure: unknown) => {
    if (!isLostProcess(failure) || job.ended) throw failure;
    log.info({ design: job.id }, 'The design is drawn a second time');
    return paint(job, order, painter);
  });
  const pictures = await Promise.all(
    images.map((image, i) => encodePicture(image, factsOf(job.id, job.plan, engine, i))),
  );
  throwIfAborted(job.signal, 'Drawing');
  const record = recordOf(job, engine);
  await store.save(record, pictures);
  job.done(record);
  if (job.state !== 'done') await store.remove(job.id); // cancelled while it was saved
}

/** The picture that a drawing begins from. @throws MotifError('not-found') when it is gone */
export async function sourceOf(
  { from }: Wish,
  plan: DrawPlan,
  store: Pick<DesignStore, 'picture'>,
): Promise<RgbImage | null> {
  if (from === null) return null;
  return decodePicture(await store.picture(from.designId, from.picture), sizeOf(plan));
}

async function paint(job: Job, order: DrawRequest, painter: Painter): Promise<readonly RgbImage[]> {
  const estimate: Estimate = (pictures, stepsLeft) => painter.pace.estimate(pictures, stepsLeft);
  const previews = new PreviewSender((step, pictures) => job.previewed(step, pictures));
  job.draws(estimate);
  try {
    const { images } = await painter.draw(order, {
      signal: job.signal,
      requestId: job.requestId,
      onProgress: (progress) => {
        job.progressed(progress.step, progress.total, estimate);
        if (progress.previews) previews.offer(progress.step, progress.previews);
      },
    });
    return images;
  } finally {
    previews.stop();
  }
}

function isLostProcess(failure: unknown): boolean {
  return failure instanceof MotifError && failure.code === 'engine-failed';
}

/** What is written into picture `index` of a design. */
export function factsOf(id: string, plan: DrawPlan, engine: EngineFacts, index: number): PictureFacts {
  return {
    prompt: plan.prompt,
    negative: plan.negativePrompt,
    seed: plan.seeds[index] ?? 0,
    steps: plan.steps,
    guidance: plan.guidance,
    model: engine.model.name,
    engine: engine.key,
    produceId: `${id}/${index}`,
  };
}

function recordOf({ id, wish, plan, createdAt, log }: Job, engine: EngineFacts): DesignRecord {
  return {
    format: 1,
    id,
    wish,
    width: plan.width,
    height: plan.height,
    engine: engine.key,
    createdAt,
    finishedAt: new Date().toISOString(),
    lastEventId: log.lastId + 1,
  };
}
