/** Resolves when the browser holds every picture decoded (or could not get it), so that none pops in late. */
export async function loadPictures(urls: readonly string[]): Promise<void> {
  await Promise.allSettled(
    urls.map((url) => {
      const image = new Image();
      image.src = url;
      return image.decode();
    }),
  );
}
