/** What a passer-by with a keyboard, a finger or a prepared address might try. */

/** Key codes of X, which are evdev's plus 8. */
const KEY = {
  control: 37,
  shift: 50,
  alt: 64,
  super: 133,
  escape: 9,
  tab: 23,
  enter: 36,
  space: 65,
  home: 110,
  left: 113,
  insert: 118,
  delete: 119,
  print: 107,
  menu: 135,
} as const;
const LETTERS = { a: 38, b: 56, d: 40, e: 26, f: 41, g: 42, h: 43, i: 31, j: 44, k: 45, l: 46, m: 58 };
const MORE = { n: 57, o: 32, p: 33, r: 27, s: 39, t: 28, u: 30, w: 25, q: 24, x: 53 };
const code = { ...LETTERS, ...MORE };
const F = (n: number) => (n <= 10 ? 66 + n : 84 + n);

const withControl = (...letters: readonly (keyof typeof code)[]) =>
  letters.map((letter) => [`Ctrl+${letter.toUpperCase()}`, [KEY.control, code[letter]]] as const);
const withControlShift = (...letters: readonly (keyof typeof code)[]) =>
  letters.map(
    (letter) => [`Ctrl+Shift+${letter.toUpperCase()}`, [KEY.control, KEY.shift, code[letter]]] as const,
  );

/** Name and keys held together. */
export const SHORTCUTS: readonly (readonly [string, readonly number[]])[] = [
  ...withControl('n', 't', 'w', 'l', 'k', 'e', 'h', 'j', 'o', 's', 'p', 'u', 'f', 'g', 'd', 'q', 'r', 'a'),
  ...withControlShift('n', 't', 'w', 'b', 'o', 'i', 'j', 'm', 'a', 'q', 'd'),
  ['Ctrl+Shift+Delete', [KEY.control, KEY.shift, KEY.delete]],
  ['Ctrl+Tab', [KEY.control, KEY.tab]],
  ['Ctrl+Plus', [KEY.control, 21]],
  ['Ctrl+Minus', [KEY.control, 20]],
  ['Ctrl+1', [KEY.control, 10]],
  ['Ctrl+Alt+T', [KEY.control, KEY.alt, code.t]],
  ['Ctrl+Alt+Delete', [KEY.control, KEY.alt, KEY.delete]],
  ['Ctrl+Alt+F2', [KEY.control, KEY.alt, F(2)]],
  ['Alt+Left', [KEY.alt, KEY.left]],
  ['Alt+Home', [KEY.alt, KEY.home]],
  ['Alt+D', [KEY.alt, code.d]],
  ['Alt+F', [KEY.alt, code.f]],
  ['Alt+E', [KEY.alt, code.e]],
  ['Alt+Tab', [KEY.alt, KEY.tab]],
  ['Alt+F4', [KEY.alt, F(4)]],
  ['Alt+Space', [KEY.alt, KEY.space]],
  ['Alt+Shift+I', [KEY.alt, KEY.shift, code.i]],
  ['Shift+Escape', [KEY.shift, KEY.escape]],
  ['Escape', [KEY.escape]],
  ['Super', [KEY.super]],
  ['Super+R', [KEY.super, code.r]],
  ['Menu', [KEY.menu]],
  ['Shift+F10', [KEY.shift, F(10)]],
  ['Print', [KEY.print]],
  ['Alt+Print+B', [KEY.alt, KEY.print, code.b]],
  ...[1, 3, 5, 6, 7, 10, 11, 12].map((n) => [`F${n}`, [F(n)]] as const),
  ['Browser back', [166]],
  ['Browser home', [180]],
  ['Browser search', [225]],
  ['File manager', [152]],
  ['Calculator', [148]],
  ['Mail', [163]],
];

/** Name and what a page that got into the kiosk might run. */
export const ADDRESSES: readonly (readonly [string, string])[] = [
  ...[
    'file:///etc/passwd',
    'file:///',
    'chrome://settings/',
    'chrome://history/',
    'chrome://downloads/',
    'chrome://flags/',
    'chrome://inspect/',
    'chrome://extensions/',
    'chrome://version/',
    'chrome://policy/',
    'chrome://restart/',
    'chrome://newtab/',
    'view-source:@ORIGIN@/',
    'devtools://devtools/bundled/inspector.html',
    'data:text/html,<h1>out</h1>',
    'javascript:document.write("out")',
    'ftp://localhost/',
    'mailto:someone@example.com',
    'http://127.0.0.1:@PORT@/',
    'http://[::1]:@PORT@/',
    '@FOREIGN@/',
    'http://localhost@example.com/',
    'https://example.com/',
    'filesystem:@ORIGIN@/temporary/x',
    'intent://settings#Intent;end',
  ].map((address) => [address, address] as const),
];

/** Name and script: what a hostile page does rather than where it goes. */
export const SCRIPTS: readonly (readonly [string, string])[] = [
  ['a new window', "window.open('@FOREIGN@/', '_blank', 'width=300,height=300')"],
  ['a new empty window', "window.open('about:blank')"],
  ['a download', "Object.assign(document.createElement('a'), { href: '/', download: 'x.html' }).click()"],
  ['printing', 'print()'],
  ['a file dialog', "Object.assign(document.createElement('input'), { type: 'file' }).click()"],
  ['a file picker', 'showOpenFilePicker?.()'],
  [
    'a page of its own making',
    "location.href = URL.createObjectURL(new Blob(['<h1>out</h1>'], { type: 'text/html' }))",
  ],
  [
    'a frame of another page',
    "document.body.append(Object.assign(document.createElement('iframe'), { src: '@FOREIGN@/' }))",
  ],
  ['the microphone', 'navigator.mediaDevices?.getUserMedia({ audio: true })'],
  ['the screen', 'navigator.mediaDevices?.getDisplayMedia?.()'],
  ['notifications', 'Notification.requestPermission()'],
  ['a USB device', 'navigator.usb?.requestDevice({ filters: [] })'],
];
