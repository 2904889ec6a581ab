/** The browser's own way back is the kiosk's: it leads to the screen before, never out of the page. */

interface Place {
  readonly history: Pick<History, 'pushState'>;
  addEventListener(type: 'popstate', listener: () => void): void;
}

/** Keeps one entry in the browser's history to be gone back from, and tells when that happens. */
export function watchBack(place: Place, onBack: () => void): void {
  const guard = () => place.history.pushState('here', '');
  guard();
  place.addEventListener('popstate', () => {
    guard();
    onBack();
  });
}
