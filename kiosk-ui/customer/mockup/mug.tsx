import { type Cylinder, cylinderBounds, cylinderOutline, cylinderSurface } from './cylinder.ts';
import { Lights, Rim } from './mug-glaze.tsx';
import { Handle } from './mug-handle.tsx';
import type { Scene } from './scene.ts';

/** A mug of 82 mm across and 96 mm high; the print takes 88.9 mm of that. */
export const BODY: Cylinder = { axis: 174, radius: 96, top: 98, bottom: 306, sagTop: 23, sagBottom: 25 };
const SILHOUETTE =
  'M78 90V306C78 313 81 318 87 321A87 23 0 0 0 261 321C267 318 270 313 270 306V90A96 22 0 0 1 78 90Z';

/** Radians around the handle that no print can reach: the press has to get past it. */
const BARE = 0.7;
/** Half of that which the handle's roots themselves take. */
const ROOT = 0.13;
const MOST_AROUND = 2 * Math.PI - BARE;
/**
 * The middle of a print lies opposite the handle; that of a narrow one is shown nearer to it, so that at rest
 * all of it and the handle are in sight.
 */
const NEAREST = 0.8;
/** Where the handle is at rest, in radians to the right of the front. */
const REST = 2.4;

/** A white porcelain mug, printed all around, the handle to the right at the back. */
export function mugScene(): Scene {
  return {
    // White does not print on porcelain: the glaze shows through it.
    ink: 'multiply',
    radius: BODY.radius,
    back: (turn) => <Back handle={turn + REST} />,
    front: (turn) => <Front handle={turn + REST} />,
    print(aspect, turn) {
      const width = Math.min((BODY.bottom - BODY.top) * aspect, MOST_AROUND * BODY.radius);
      const nearer = Math.min(NEAREST, Math.PI - ROOT - width / 2 / BODY.radius);
      const middle = turn + REST - Math.PI + nearer;
      return {
        surface: cylinderSurface(BODY, width, middle),
        outline: cylinderOutline(BODY, width, middle),
        bounds: cylinderBounds(BODY),
      };
    },
  };
}

function Back({ handle }: { readonly handle: number }) {
  return (
    <>
      <defs>
        <linearGradient id="mug-glaze" x1="0" x2="1">
          <stop offset="0" stop-color="#f1ece3" />
          <stop offset="0.16" stop-color="#fbf9f4" />
          <stop offset="0.36" stop-color="#ffffff" />
          <stop offset="0.66" stop-color="#fbf8f2" />
          <stop offset="1" stop-color="#f0eae0" />
        </linearGradient>
        <filter id="mug-far" x="-40%" y="-60%" width="180%" height="220%">
          <feGaussianBlur stdDeviation="13 6" />
        </filter>
        <filter id="mug-near" x="-20%" y="-60%" width="140%" height="220%">
          <feGaussianBlur stdDeviation="4 2.4" />
        </filter>
      </defs>
      <ellipse cx="214" cy="334" rx="124" ry="19" fill="#3a2f22" opacity="0.34" filter="url(#mug-far)" />
      <ellipse cx="180" cy="327" rx="93" ry="20" fill="#2a2014" opacity="0.62" filter="url(#mug-near)" />
      {Math.cos(handle) <= 0 && <Handle mug={BODY} angle={handle} />}
      <path d={SILHOUETTE} fill="url(#mug-glaze)" />
    </>
  );
}

function Front({ handle }: { readonly handle: number }) {
  return (
    <>
      <Lights />
      <path d={SILHOUETTE} fill="url(#mug-light)" />
      <path d={SILHOUETTE} fill="url(#mug-foot)" />
      <path
        d="M98 128C96 180 96 250 99 312C105 315 112 318 120 320C116 252 116 186 118 134Z"
        fill="url(#mug-gloss)"
        filter="url(#mug-blur)"
      />
      <path
        d="M258 124C261 180 261 250 258 308C256 310 254 311 252 312C255 250 255 184 252 127Z"
        fill="#fff"
        opacity="0.26"
        filter="url(#mug-blur)"
      />
      <Rim />
      {Math.cos(handle) > 0 && <Handle mug={BODY} angle={handle} />}
    </>
  );
}
