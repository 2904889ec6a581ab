/** The typefaces, served by the kiosk itself; each script loads only the slices of it that are on the page. */
import '@fontsource-variable/newsreader/opsz.css';
import '@fontsource-variable/newsreader/opsz-italic.css';
import '@fontsource-variable/hanken-grotesk/wght.css';
import '@fontsource-variable/noto-serif-sc/wght.css';
import '@fontsource-variable/noto-sans-sc/wght.css';

const FACES = ['500 1em "Noto Serif SC Variable"', '400 1em "Noto Sans SC Variable"'];

/** Fetches the slices that a text needs before it is shown, so that no screen appears with gaps. */
export async function fetchGlyphs(text: string): Promise<void> {
  await Promise.allSettled(FACES.map((face) => document.fonts.load(face, text)));
}
