import type { ComponentProps, JSX } from 'preact';

const PETALS = [0, 72, 144, 216, 288];
const PETAL = 'M24 24C15 18 16 6 24 5C32 6 33 18 24 24Z';

function petals(paint: ComponentProps<'path'>) {
  return PETALS.map((angle) => (
    <path key={angle} d={PETAL} transform={`rotate(${angle} 24 24)`} {...paint} />
  ));
}

const blossoms: Readonly<Record<string, () => JSX.Element>> = {
  flat: () => (
    <>
      <rect width="48" height="48" fill="#f6d9cf" />
      {petals({ fill: '#dc5b4a' })}
      <circle cx="24" cy="24" r="4.500" fill="#f4c65d" />
    </>
  ),
  sticker: () => (
    <>
      <rect width="48" height="48" fill="#b9cfd0" />
      <g transform="translate(1 2)">
        {petals({ fill: '#52696b', stroke: '#52696b', 'stroke-width': 7, opacity: 0.35 })}
      </g>
      {petals({ fill: '#fff', stroke: '#fff', 'stroke-width': 7, 'stroke-linejoin': 'round' })}
      {petals({ fill: '#ec8398' })}
      <circle cx="24" cy="24" r="4.500" fill="#fbe08a" />
    </>
  ),
  lineart: () => (
    <>
      <rect width="48" height="48" fill="#fffdf9" />
      {petals({ fill: 'none', stroke: '#1e1b18', 'stroke-width': 1.5 })}
      <circle cx="24" cy="24" r="3.500" fill="#fffdf9" stroke="#1e1b18" stroke-width="1.5" />
    </>
  ),
  papercut: () => (
    <>
      <rect width="48" height="48" fill="#fbf3e4" />
      {petals({ fill: '#c2361d' })}
      {PETALS.map((angle) => (
        <path
          key={angle}
          d="M24 18C21.500 15 22 10 24 9C26 10 26.500 15 24 18Z"
          transform={`rotate(${angle} 24 24)`}
          fill="#fbf3e4"
        />
      ))}
      <circle cx="24" cy="24" r="2.600" fill="#fbf3e4" />
    </>
  ),
  porcelain: () => (
    <>
      <rect width="48" height="48" fill="#f5f8fa" />
      <circle cx="24" cy="24" r="22.500" fill="none" stroke="#1f4e9c" stroke-width="1.200" />
      {petals({ fill: '#8fb0dd', stroke: '#1f4e9c', 'stroke-width': 1.4 })}
      <circle cx="24" cy="24" r="3.800" fill="#1f4e9c" />
    </>
  ),
  ink: () => (
    <>
      <defs>
        <radialGradient id="swatch-ink" cx="24" cy="24" r="20" gradientUnits="userSpaceOnUse">
          <stop offset="0.100" stop-color="#1e1b18" stop-opacity="0.900" />
          <stop offset="0.550" stop-color="#1e1b18" stop-opacity="0.380" />
          <stop offset="1" stop-color="#1e1b18" stop-opacity="0.160" />
        </radialGradient>
      </defs>
      <rect width="48" height="48" fill="#faf6ec" />
      {petals({ fill: 'url(#swatch-ink)' })}
    </>
  ),
};

function Any() {
  return (
    <>
      <rect width="48" height="48" fill="#fffdf9" />
      {['#dc5b4a', '#1f4e9c', '#1e1b18', '#e2a33b', '#6d8b63'].map((fill, index) => (
        <path key={fill} d={PETAL} transform={`rotate(${72 * index} 24 24)`} fill={fill} />
      ))}
    </>
  );
}

/** A blossom in the given manner; a manner this page has never met gets the mixed one. */
export function StyleSwatch({ style }: { readonly style: string | undefined }) {
  const Blossom = blossoms[style ?? ''] ?? Any;
  return (
    <svg class="swatch" viewBox="0 0 48 48" aria-hidden="true">
      <Blossom />
    </svg>
  );
}
