import { type Cylinder, cylinderBounds, cylinderOutline, cylinderSurface } from './cylinder.ts';
import type { Scene } from './scene.ts';

const BODY: Cylinder = { axis: 184, radius: 108, top: 112, bottom: 296, sagTop: 25, sagBottom: 27 };
const SILHOUETTE =
  'M76 92V300C76 317 83 325 92 329A96 24 0 0 0 276 329C285 325 292 317 292 300V92A108 24 0 0 1 76 92Z';
const HANDLE = 'M286 138C330 126 366 148 364 196C362 246 326 268 284 274';

/**
 * Where the middle of the print is when the handle is seen from the side. A real one lies opposite the handle;
 * here it lies nearer, so that at rest a square print is seen whole and the handle is in sight, too.
 */
const MIDDLE = 0.8 - Math.PI / 2;
/** Radians by which the mug at rest shows the middle of its print, the handle still in sight behind it. */
const REST = 0.65;
/** Radians that a print covers at most: it ends before the handle's root. */
const MOST_AROUND = 4.5;

/** A white porcelain mug, printed all around, the handle to the right at the back. */
export function mugScene(): Scene {
  return {
    // White does not print on porcelain: the glaze shows through it.
    ink: 'multiply',
    back: (turn) => <Back turn={turn + REST} />,
    front: (turn) => <Front turn={turn + REST} />,
    print(aspect, turn) {
      const width = Math.min((BODY.bottom - BODY.top) * aspect, MOST_AROUND * BODY.radius);
      const middle = turn + REST + MIDDLE;
      return {
        surface: cylinderSurface(BODY, width, middle),
        outline: cylinderOutline(BODY, width, middle),
        bounds: cylinderBounds(BODY),
      };
    },
  };
}

function Back({ turn }: { readonly turn: number }) {
  return (
    <>
      <defs>
        <linearGradient id="mug-glaze" x1="0" x2="1">
          <stop offset="0" stop-color="#efeae1" />
          <stop offset="0.1" stop-color="#f6f2ea" />
          <stop offset="0.34" stop-color="#fffefc" />
          <stop offset="0.62" stop-color="#fbf8f2" />
          <stop offset="0.88" stop-color="#f3eee5" />
          <stop offset="1" stop-color="#e9e3d8" />
        </linearGradient>
        <linearGradient id="mug-inside" x1="0" x2="1">
          <stop offset="0" stop-color="#b3ab9d" />
          <stop offset="0.45" stop-color="#d6cfc2" />
          <stop offset="1" stop-color="#f3eee5" />
        </linearGradient>
        <linearGradient id="mug-handle" x1="0" x2="1" y1="0" y2="0.6">
          <stop offset="0" stop-color="#d9d2c6" />
          <stop offset="0.5" stop-color="#faf7f0" />
          <stop offset="1" stop-color="#d8d1c4" />
        </linearGradient>
        <radialGradient id="mug-shadow">
          <stop offset="0.35" stop-color="#3a2f22" stop-opacity="0.34" />
          <stop offset="1" stop-color="#3a2f22" stop-opacity="0" />
        </radialGradient>
      </defs>
      <ellipse cx="206" cy="344" rx="176" ry="26" fill="url(#mug-shadow)" />
      {turn >= 0 && <Handle turn={turn} />}
      <path d={SILHOUETTE} fill="url(#mug-glaze)" />
    </>
  );
}

function Front({ turn }: { readonly turn: number }) {
  return (
    <>
      <defs>
        <linearGradient id="mug-light" x1="0" x2="1">
          <stop offset="0" stop-color="#241a10" stop-opacity="0.3" />
          <stop offset="0.12" stop-color="#241a10" stop-opacity="0.13" />
          <stop offset="0.3" stop-color="#241a10" stop-opacity="0" />
          <stop offset="0.62" stop-color="#241a10" stop-opacity="0.03" />
          <stop offset="0.86" stop-color="#241a10" stop-opacity="0.2" />
          <stop offset="1" stop-color="#241a10" stop-opacity="0.4" />
        </linearGradient>
        <filter id="mug-blur" x="-60%" y="-10%" width="220%" height="120%">
          <feGaussianBlur stdDeviation="2.6" />
        </filter>
        <linearGradient id="mug-gloss" y1="0" y2="1" x1="0" x2="0">
          <stop offset="0" stop-color="#fff" stop-opacity="0.55" />
          <stop offset="0.7" stop-color="#fff" stop-opacity="0.16" />
          <stop offset="1" stop-color="#fff" stop-opacity="0" />
        </linearGradient>
      </defs>
      <path d={SILHOUETTE} fill="url(#mug-light)" opacity="0.8" />
      <path
        d="M104 134C101 190 102 250 107 300C112 303 116 305 120 306C115 250 115 190 118 138Z"
        fill="url(#mug-gloss)"
        filter="url(#mug-blur)"
      />
      <ellipse cx="184" cy="92" rx="108" ry="24" fill="#fdfbf7" />
      <ellipse cx="184" cy="92.5" rx="101" ry="20.5" fill="url(#mug-inside)" />
      <path d="M84 95A101 20.5 0 0 1 284 95A101 15 0 0 0 84 95Z" fill="#6f6657" fill-opacity="0.22" />
      <path
        d="M76 93A108 24 0 0 0 292 93"
        fill="none"
        stroke="#fff"
        stroke-opacity="0.9"
        stroke-width="1.6"
      />
      {turn < 0 && <Handle turn={turn} />}
    </>
  );
}

/** Seen from the side at turn 0; turned, it is foreshortened, behind the mug or in front of it. */
function Handle({ turn }: { readonly turn: number }) {
  const { axis } = BODY;
  return (
    <g transform={`translate(${axis} 0) scale(${Math.cos(turn).toFixed(3)} 1) translate(${-axis} 0)`}>
      <path d={HANDLE} fill="none" stroke="#b9b0a1" stroke-width="28" stroke-linecap="round" />
      <path d={HANDLE} fill="none" stroke="url(#mug-handle)" stroke-width="26" stroke-linecap="round" />
      <path
        d="M290 132C328 122 358 146 357 192"
        fill="none"
        stroke="#fff"
        stroke-opacity="0.85"
        stroke-width="5"
        stroke-linecap="round"
      />
    </g>
  );
}
