import { loadPicture } from '../load-pictures.ts';
import blotUrl from './blot.svg';
import type { PreviewAnswer, PreviewQuestion, PreviewWish } from './preview-protocol.ts';

/** Paints previews in a thread of its own, which starts with the first one and stays. */
export interface PreviewPainter {
  /** The painted preview; undefined where it does not decode. */
  paint(wish: PreviewWish): Promise<ImageBitmap | undefined>;
}

/** @throws never; where the thread or its ink cannot be had, previews stay unpainted */
export function openPreviewPainter(): PreviewPainter {
  const waiting = new Map<number, (painted: ImageBitmap | undefined) => void>();
  let thread: Promise<Worker> | undefined;
  let count = 0;
  const settle = ({ id, painted }: PreviewAnswer) => {
    waiting.get(id)?.(painted);
    waiting.delete(id);
  };
  const giveUp = () => {
    thread = undefined;
    for (const id of [...waiting.keys()]) settle({ id, painted: undefined });
  };
  return {
    paint(wish) {
      const id = count++;
      thread ??= startThread(settle, giveUp);
      void thread.then((worker) => tell(worker, { kind: 'paint', id, ...wish })).catch(giveUp);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
  };
}

async function startThread(settle: (answer: PreviewAnswer) => void, giveUp: () => void): Promise<Worker> {
  const blot = await createImageBitmap(await loadPicture(blotUrl));
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<PreviewAnswer>) => settle(data));
  worker.addEventListener('error', giveUp);
  tell(worker, { kind: 'blot', blot }, [blot]);
  return worker;
}

function tell(worker: Worker, question: PreviewQuestion, transfer: Transferable[] = []): void {
  worker.postMessage(question, transfer);
}
