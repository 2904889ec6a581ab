import { useEffect, useRef } from 'preact/hooks';

/** A key that is held acts again and again, after a pause that no tap lasts. */
const FIRST_MS = 450;
const THEN_MS = 90;

/** Handlers for a button that acts at once, and on while it is held. */
export function useRepeat(act: () => void) {
  const latest = useRef(act);
  latest.current = act;
  const timer = useRef<number | undefined>(undefined);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => stop, []);
  const again = () => {
    latest.current();
    timer.current = window.setTimeout(again, THEN_MS);
  };
  return {
    onPointerDown: () => {
      latest.current();
      timer.current = window.setTimeout(again, FIRST_MS);
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
  };
}
