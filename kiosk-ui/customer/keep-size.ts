/** What the guard needs of a window. */
export interface Magnifiable {
  readonly visualViewport: Pick<VisualViewport, 'scale' | 'addEventListener'> | null;
  addEventListener(type: 'touchstart' | 'touchmove', listener: () => void): void;
}

/** A hand that magnifies goes on for a moment; the page must not go from under it. */
const CALM_MS = 500;
/** Floating-point dust is no magnification. */
const MAGNIFIED = 1.01;

/**
 * Opens the page anew when it was magnified and the hand has calmed. Nothing should magnify it: no element lets two
 * fingers, and the kiosk's browser is told so. Yet when fingers come down just as one screen replaces another, Chromium
 * has been seen to take them for a pinch, and no script can take that back. Opening anew does, and loses nothing.
 *
 * @param open anew; a mere reload would be magnified again
 */
export function keepSize(window: Magnifiable, open: () => void): void {
  const { visualViewport } = window;
  if (!visualViewport) return;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(waiting);
    if (visualViewport.scale >= MAGNIFIED) waiting = setTimeout(open, CALM_MS);
  };
  window.addEventListener('touchstart', wait);
  window.addEventListener('touchmove', wait);
  visualViewport.addEventListener('resize', wait);
}
