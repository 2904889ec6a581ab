/**
 * How Chromium is started on the kiosk. What can be said by policy is said in `browser-policy.json`, since a
 * policy also holds where a flag is forgotten.
 */
export const BROWSER_FLAGS: readonly string[] = [
  '--kiosk',
  '--user-data-dir=/run/motif-kiosk/profile',
  '--ozone-platform=wayland',
  '--no-first-run',
  '--no-default-browser-check',
  '--noerrdialogs',
  '--disable-session-crashed-bubble',
  '--hide-crash-restore-bubble',
  // The address bar's popups are pages of their own; the kiosk has no address bar and spares their two processes.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--password-store=basic',
  '--touch-events=enabled',
];
