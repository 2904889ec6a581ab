import { loadPicture } from '../load-pictures.ts';
import blotUrl from './blot.svg';
import type { PaintedPreview, PreviewInk, PreviewWish } from './preview-protocol.ts';

/** Paints previews in a thread of its own, in the order of the wishes. */
export interface PreviewPainter {
  /** Starts the thread, so that the first preview need not wait for it. */
  prepare(): void;
  /**
   * Undefined where the preview does not decode, nobody wants it any more, or there is no thread. Never rejects.
   *
   * @param unwanted fires when the preview need not be painted any more: those that wait make room for newer ones
   */
  paint(wish: PreviewWish, unwanted: AbortSignal): Promise<PaintedPreview>;
}

export function openPreviewPainter(): PreviewPainter {
  let thread: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const started = () => {
    thread ??= startThread();
    return thread;
  };
  const giveUp = () => {
    thread = undefined;
    return undefined;
  };
  return {
    prepare: () => void started().catch(giveUp),
    paint(wish, unwanted) {
      const painted = last.then(() => {
        if (unwanted.aborted) return undefined;
        return started()
          .then((worker) => ask(worker, wish))
          .catch(giveUp);
      });
      last = painted;
      return painted;
    },
  };
}

async function startThread(): Promise<Worker> {
  const blot = await createImageBitmap(await loadPicture(blotUrl));
  const worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  const ink: PreviewInk = { blot };
  worker.postMessage(ink, [blot]);
  return worker;
}

/** The thread has one wish at a time, so that its next message is the answer. */
function ask(worker: Worker, wish: PreviewWish): Promise<PaintedPreview> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PaintedPreview>) => resolve(data);
    worker.onerror = reject;
    worker.postMessage(wish);
  });
}

/** The page's one painter. */
export const previewPainter = openPreviewPainter();
