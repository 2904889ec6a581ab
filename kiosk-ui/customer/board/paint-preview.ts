/**
 * Paints one preview as ink that is still spreading: seen through a blot, blurred and grey at first,
 * sharper, wider and in colour later. It is done once per preview on a small canvas, because the
 * machine that shows it is the one that draws, and style filters would be redone with every frame.
 */

/** Longer side of the canvas; the browser stretches it over the sheet. */
const SIDE = 288;

/** @param way 0 to 1: how far the drawing has come */
export function paintPreview(
  canvas: OffscreenCanvas,
  preview: ImageBitmap,
  blot: CanvasImageSource,
  aspect: number,
  way: number,
): void {
  canvas.width = Math.round(aspect >= 1 ? SIDE : SIDE * aspect);
  canvas.height = Math.round(aspect >= 1 ? SIDE / aspect : SIDE);
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  const early = 1 - way;
  // Measured in the preview's own pixels, so that these melt into each other whatever their size.
  const blur = (width / preview.width) * (0.4 + 0.25 * early);
  context.imageSmoothingQuality = 'high';
  // A preview's white is only nearly white; a little more light takes it into the paper.
  context.filter = `grayscale(${early ** 0.9}) blur(${blur}px) brightness(${1 + 0.05 * way})`;
  context.globalAlpha = 0.55 + 0.45 * way;
  // A little larger than the sheet, so that the blur finds no edge to fade into.
  context.drawImage(preview, -2 * blur, -2 * blur, width + 4 * blur, height + 4 * blur);
  const spread = 1.15 + 2.2 * way;
  context.filter = 'none';
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'destination-in';
  context.drawImage(
    blot,
    (width * (1 - spread)) / 2,
    (height * (1 - spread)) / 2,
    width * spread,
    height * spread,
  );
}
