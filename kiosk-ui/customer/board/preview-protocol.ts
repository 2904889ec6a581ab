/** What the page asks of the thread that paints previews, one at a time; answered with the painted preview. */
export interface PreviewWish {
  /** The preview as a data URL in base64. */
  readonly source: string;
  /** Width : height of the sheet. */
  readonly aspect: number;
  /** 0 to 1: how far the drawing has come. */
  readonly way: number;
}

/** The ink that previews are seen through; comes before the first wish. */
export interface PreviewInk {
  readonly blot: ImageBitmap;
}

/** Undefined where the preview does not decode. */
export type PaintedPreview = ImageBitmap | undefined;
