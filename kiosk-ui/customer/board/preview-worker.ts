/** The thread that decodes and paints previews, so that no touch waits for four of them. */
import { paintPreview } from './paint-preview.ts';
import type { PaintedPreview, PreviewInk, PreviewWish } from './preview-protocol.ts';

const canvas = new OffscreenCanvas(1, 1);
let blot: ImageBitmap | undefined;

async function paint({ source, aspect, way }: PreviewWish): Promise<PaintedPreview> {
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

async function answer(wish: PreviewWish): Promise<void> {
  const painted = await paint(wish);
  postMessage(painted, { transfer: painted ? [painted] : [] });
}

addEventListener('message', ({ data }: MessageEvent<PreviewInk | PreviewWish>) => {
  if ('blot' in data) blot = data.blot;
  else void answer(data);
});
