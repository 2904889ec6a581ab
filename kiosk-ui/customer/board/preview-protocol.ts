/** What the page asks of the thread that paints previews. */
export type PreviewQuestion =
  /** The ink that every preview is seen through; comes first. */
  | { readonly kind: 'blot'; readonly blot: ImageBitmap }
  | ({ readonly kind: 'paint'; readonly id: number } & PreviewWish);

/** One preview that is to be seen. */
export interface PreviewWish {
  /** The preview as a data URL in base64. */
  readonly source: string;
  /** Width : height of the sheet. */
  readonly aspect: number;
  /** 0 to 1: how far the drawing has come. */
  readonly way: number;
}

export interface PreviewAnswer {
  readonly id: number;
  /** Undefined where the preview does not decode. */
  readonly painted: ImageBitmap | undefined;
}
