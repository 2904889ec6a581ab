import type { Cylinder } from './cylinder.ts';

/** The handle's middle line as a cubic Bézier path: distance from the wall, and height in the scene. */
const LINE: readonly (readonly [out: number, y: number])[] = [
  [-3, 128],
  [34, 112],
  [74, 122],
  [76, 176],
  [78, 226],
  [44, 266],
  [-4, 272],
];

interface HandleProps {
  readonly mug: Cylinder;
  /** Radians to the right of the front. */
  readonly angle: number;
}

/** A mug's handle, foreshortened as it is turned towards us or away. */
export function Handle({ mug, angle }: HandleProps) {
  const line = handleLine(mug, angle);
  return (
    <g fill="none" stroke-linecap="round">
      <defs>
        <linearGradient id="mug-handle" x1="0" x2="0.5" y1="0" y2="1">
          <stop offset="0" stop-color="#fffdf9" />
          <stop offset="0.45" stop-color="#f1ece2" />
          <stop offset="1" stop-color="#cfc6b7" />
        </linearGradient>
        <filter id="mug-handle-blur" x="-40%" y="-20%" width="180%" height="140%">
          <feGaussianBlur stdDeviation="1.8" />
        </filter>
      </defs>
      <path d={line} stroke="#b4aa99" stroke-width="24" />
      <path d={line} stroke="url(#mug-handle)" stroke-width="22.600" />
      <g filter="url(#mug-handle-blur)">
        <path
          d={line}
          transform="translate(4.500 4)"
          stroke="#6d604c"
          stroke-opacity="0.34"
          stroke-width="7"
        />
        <path d={line} transform="translate(-3 -4)" stroke="#fff" stroke-opacity="0.95" stroke-width="5" />
      </g>
    </g>
  );
}

/** That line seen from slightly above, like the rings of the mug; affine, so the curve stays a Bézier curve. */
export function handleLine({ axis, radius, sagTop }: Cylinder, angle: number): string {
  const [start, ...rest] = LINE.map(([out, y]) => {
    const x = axis + (radius + out) * Math.sin(angle);
    const sag = (sagTop * (radius + out) * Math.cos(angle)) / radius;
    return `${x.toFixed(2)} ${(y + sag).toFixed(2)}`;
  });
  return `M${start}C${rest.join(' ')}`;
}
