/** The browser's own way back is the kiosk's: it leads to the screen before, never out of the page. */

interface Place {
  readonly history: Pick<History, 'pushState' | 'state'>;
  addEventListener(type: 'popstate', listener: () => void): void;
}

/** Entries in the browser's history to be gone back from: more than anyone goes back at once. */
const DEPTH = 20;

/** Keeps entries in the browser's history, and tells whenever somebody has gone back by one. */
export function watchBack(place: Place, onBack: () => void): void {
  fill(place);
  place.addEventListener('popstate', () => {
    fill(place);
    onBack();
  });
}

/** Each entry's state is its place in the row, so that a reload adds none. */
function fill({ history }: Place): void {
  const here = typeof history.state === 'number' ? history.state : 0;
  for (let at = here + 1; at <= DEPTH; at++) history.pushState(at, '');
}
