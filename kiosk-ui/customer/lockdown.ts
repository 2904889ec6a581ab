/** Gestures of a browser that a kiosk must not have: menus, dragging pictures out, zooming. */
export function lockDown(page: Document): void {
  const refuse = (event: Event) => event.preventDefault();
  page.addEventListener('contextmenu', refuse);
  page.addEventListener('dragstart', refuse);
  page.addEventListener('gesturestart', refuse);
  // Not passive, because only then may it refuse.
  page.addEventListener('wheel', (event) => event.ctrlKey && refuse(event), { passive: false });
  page.addEventListener('touchmove', (event) => event.touches.length > 1 && refuse(event), {
    passive: false,
  });
}
