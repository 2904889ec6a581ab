/** Resolves with the picture once the browser holds it decoded. */
export async function loadPicture(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** Resolves when every picture is there (or could not be had), so that none pops in late. */
export async function loadPictures(urls: readonly string[]): Promise<void> {
  await Promise.allSettled(urls.map(loadPicture));
}
