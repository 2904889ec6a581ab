/** The page makes a picture of itself: its browser lets nothing else look at the screen. */

const QUALITY = 0.85;
/** Enough to read, and light for a phone in the shop's network. */
const LONGEST_SIDE = 1440;

/** What the page shows, as JPEG. */
export async function takePagePicture(): Promise<Blob> {
  const { toCanvas } = await import('html-to-image');
  const { body } = document;
  const canvas = await toCanvas(body, {
    pixelRatio: Math.min(1, LONGEST_SIDE / Math.max(innerWidth, innerHeight)),
    backgroundColor: getComputedStyle(body).backgroundColor,
    fontEmbedCSS: await fontsInUse(),
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (blob === null) throw new Error('Expected a picture of the page but the browser made none.');
  return blob;
}

/** The typefaces' slices that the page has fetched; all of them would be many megabytes. */
async function fontsInUse(): Promise<string> {
  const fetched = new Set(performance.getEntriesByType('resource').map(({ name }) => name));
  const faces = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule),
  );
  const texts = faces.map(async ({ cssText, parentStyleSheet }) => {
    const source = /url\("?([^")]+)"?\)/.exec(cssText)?.[1];
    const url = source && new URL(source, parentStyleSheet?.href ?? location.href).href;
    if (!source || !url || !fetched.has(url)) return '';
    return cssText.replace(source, await dataUrl(url));
  });
  return (await Promise.all(texts)).join('\n');
}

async function dataUrl(url: string): Promise<string> {
  const blob = await (await fetch(url)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
