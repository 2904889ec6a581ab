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
  // Their moves only: a hand that rests on the screen must not keep the other from pressing.
  page.addEventListener('touchmove', refuseSecond, { passive: false });
}
