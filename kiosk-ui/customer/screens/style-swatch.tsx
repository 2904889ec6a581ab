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
  gold: () => (
    <>
      <defs>
        <linearGradient id="swatch-gold" x1="8" y1="4" x2="40" y2="44" gradientUnits="userSpaceOnUse">
          <stop offset="0" stop-color="#f7e3a1" />
          <stop offset="0.350" stop-color="#c99a3b" />
          <stop offset="0.550" stop-color="#fbeeb9" />
          <stop offset="1" stop-color="#a8751f" />
        </linearGradient>
      </defs>
      <rect width="48" height="48" fill="#25323a" />
      {petals({ fill: 'url(#swatch-gold)', stroke: '#25323a', 'stroke-width': 1 })}
      <circle cx="24" cy="24" r="3.200" fill="#25323a" />
      <circle cx="24" cy="24" r="1.800" fill="url(#swatch-gold)" />
    </>
  ),
  watercolour: () => (
    <>
      <defs>
        <radialGradient id="swatch-water" cx="24" cy="24" r="20" gradientUnits="userSpaceOnUse">
          <stop offset="0.100" stop-color="#b8487f" stop-opacity="0.850" />
          <stop offset="0.600" stop-color="#e58aa5" stop-opacity="0.450" />
          <stop offset="0.900" stop-color="#d76f92" stop-opacity="0.700" />
        </radialGradient>
      </defs>
      <rect width="48" height="48" fill="#fdfcf8" />
      <circle cx="17" cy="30" r="16" fill="#9cc4d6" opacity="0.350" />
      <circle cx="33" cy="18" r="12" fill="#f3d48a" opacity="0.350" />
      {petals({ fill: 'url(#swatch-water)' })}
    </>
  ),
  outline: () => (
    <>
      <rect width="48" height="48" fill="#fbe7b5" />
      {petals({ fill: '#ef7f6b', stroke: '#1e1b18', 'stroke-width': 2.8, 'stroke-linejoin': 'round' })}
      <circle cx="24" cy="24" r="4.500" fill="#fffdf9" stroke="#1e1b18" stroke-width="2.800" />
    </>
  ),
  clay: () => (
    <>
      <defs>
        <radialGradient id="swatch-clay" cx="0.350" cy="0.250" r="0.900">
          <stop offset="0" stop-color="#ffc2ae" />
          <stop offset="0.450" stop-color="#ec8468" />
          <stop offset="1" stop-color="#b9523a" />
        </radialGradient>
        <radialGradient id="swatch-clay-heart" cx="0.350" cy="0.300" r="0.800">
          <stop offset="0" stop-color="#fff0bd" />
          <stop offset="1" stop-color="#d99b34" />
        </radialGradient>
      </defs>
      <rect width="48" height="48" fill="#e4ebe2" />
      <ellipse cx="25" cy="28" rx="19" ry="17" fill="#5c6b58" opacity="0.250" />
      {PETALS.map((angle) => {
        const turn = (angle * Math.PI) / 180;
        const [x, y] = [24 + 11 * Math.sin(turn), 24 - 11 * Math.cos(turn)];
        return <circle key={angle} cx={x} cy={y} r="7.800" fill="url(#swatch-clay)" />;
      })}
      <circle cx="24" cy="24" r="5.500" fill="url(#swatch-clay-heart)" />
    </>
  ),
  pixel: () => (
    <>
      <rect width="48" height="48" fill="#dfe8f3" />
      <g fill="#d9507b" shape-rendering="crispEdges">
        <path d="M20 8H28V20H20ZM8 20H20V28H8ZM28 20H40V28H28ZM20 28H28V40H20Z" />
        <path d="M12 12H20V20H12ZM28 12H36V20H28ZM12 28H20V36H12ZM28 28H36V36H28Z" fill="#ee8fab" />
        <path d="M20 20H28V28H20Z" fill="#f6cf5f" />
      </g>
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
