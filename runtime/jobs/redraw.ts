import { MotifError } from '../errors.ts';
import type { Catalogue } from '../products/catalogue.ts';
import type { DesignRecord } from './design-record.ts';
import { type DrawParts, factsOf, sourceOf } from './draw-job.ts';
import { orderOf, planDrawing } from './draw-plan.ts';
import { encodePicture } from './picture-file.ts';

export interface RedrawParts extends Pick<DrawParts, 'painter' | 'store' | 'engine'> {
  readonly catalogue: Catalogue;
}

/** What is known of a picture that is gone. */
export interface DrawnPicture extends Pick<DesignRecord, 'id' | 'wish' | 'engine'> {
  /** Index among the design's pictures, from 0. */
  readonly picture: number;
}

/**
 * Draws a picture again from its seed. The engine's key names everything that decides over pixels, so the
 * file is the same to the bit; another engine would draw something else, and is not asked.
 *
 * @returns a PNG file with the same facts as the first one
 * @throws MotifError wrong-state where another engine is here now; not-found where the picture that it began
 *   from is gone; what drawing throws
 */
export async function redrawPicture(drawn: DrawnPicture, parts: RedrawParts): Promise<Uint8Array> {
  const { painter, store, engine, catalogue } = parts;
  if (engine.key !== drawn.engine) throw engineChanged(drawn.engine, engine.key);
  const plan = planDrawing(drawn.wish, catalogue, engine);
  const seeds = plan.seeds.slice(drawn.picture, drawn.picture + 1);
  const order = orderOf({ ...plan, seeds }, drawn.wish, await sourceOf(drawn.wish, plan, store));
  const [image] = (await painter.draw(order)).images;
  if (image) return encodePicture(image, factsOf(drawn.id, plan, engine, drawn.picture));
  throw new MotifError('internal', `Expected picture ${drawn.picture} of ${drawn.wish.count} but none came.`);
}

function engineChanged(then: string, now: string): MotifError {
  return new MotifError(
    'wrong-state',
    `Expected the engine ${short(then)} that drew this design but the engine changed to ${short(now)}, which would draw ` +
      'it differently, and the first drawing is gone. Go back to that engine, or draw a new design.',
    {
      customer: {
        zh: '原来的画已经不在了，而绘画引擎已经更换，无法画出一模一样的。请换回原来的引擎，或重新设计一张。',
        en: 'The first drawing is gone and the engine changed since, so it cannot be drawn the same. Go back to the former engine, or make a new design.',
      },
    },
  );
}

/** Enough of a key to tell it from others. */
const short = (key: string) => key.slice(0, 12);
