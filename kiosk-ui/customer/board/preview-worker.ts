/** The thread that decodes and paints previews, so that no touch waits for four of them. */
import { paintPreview } from './paint-preview.ts';
import type { PreviewAnswer, PreviewQuestion, PreviewWish } from './preview-protocol.ts';

const canvas = new OffscreenCanvas(1, 1);
let blot: ImageBitmap | undefined;

/** Painted and handed over in one go, because all previews share the canvas. */
async function paint({ source, aspect, way }: PreviewWish): Promise<ImageBitmap | undefined> {
  const preview = await decode(source).catch(() => undefined);
  if (!preview || !blot) return undefined;
  paintPreview(canvas, preview, blot, aspect, way);
  preview.close();
  return canvas.transferToImageBitmap();
}

/** Without a request: the page's content security policy allows none to data URLs. */
async function decode(source: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(source.slice(source.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  return createImageBitmap(new Blob([bytes]));
}

async function answer(question: PreviewQuestion): Promise<void> {
  if (question.kind === 'blot') {
    blot = question.blot;
    return;
  }
  const painted = await paint(question);
  const answer: PreviewAnswer = { id: question.id, painted };
  postMessage(answer, { transfer: painted ? [painted] : [] });
}

addEventListener('message', ({ data }: MessageEvent<PreviewQuestion>) => void answer(data));
