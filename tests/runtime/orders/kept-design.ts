import type { DesignStore } from '../../../runtime/jobs/design-store.ts';
import { drawn } from '../print/drawn.ts';

export const DESIGN = '3f1d5a52-0a6e-4a0e-9e6c-0a8a52d0f1aa';

/** Puts a finished design into the store. @param pictures left out: twice the same */
export async function keepDesign(
  designs: DesignStore,
  pictures?: readonly Buffer[],
  product = 'magnet',
): Promise<void> {
  const picture = pictures?.[0] ?? (await drawn({ width: 512, height: 512 }));
  const wish = {
    product,
    prompt: '两只狐狸',
    negative: null,
    style: null,
    count: pictures?.length ?? 2,
    seed: 6,
    preset: { guidance: 'balanced', steps: 'fine' },
    from: null,
  } as const;
  const at = new Date().toISOString();
  const record = {
    format: 1,
    id: DESIGN,
    wish,
    width: 512,
    height: 512,
    engine: 'e',
    lastEventId: 9,
  } as const;
  await designs.save({ ...record, createdAt: at, finishedAt: at }, pictures ?? [picture, picture]);
}

/** A page's name for an order. */
export const key = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
