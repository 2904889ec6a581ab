/** Gestures of a browser that a kiosk must not have: menus, dragging pictures out, zooming. */
export function lockDown(page: Document): void {
  const refuse = (event: Event) => event.preventDefault();
  page.addEventListener('contextmenu', refuse);
  page.addEventListener('dragstart', refuse);
  page.addEventListener('gesturestart', refuse);
  // Not passive, because only then may it refuse.
  page.addEventListener('wheel', (event) => event.ctrlKey && refuse(event), { passive: false });
  // Once scrolling has begun there is nothing left to refuse.
  const refuseSecond = (event: TouchEvent) => event.touches.length > 1 && event.cancelable && refuse(event);
  page.addEventListener('touchmove', refuseSecond, { passive: false });
  // A hand that rests on the screen must not keep the other from pressing.
  const refuseStart = (event: TouchEvent) => isPressable(event.target) || refuseSecond(event);
  page.addEventListener('touchstart', refuseStart, { passive: false });
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, label, textarea') !== null;
}
