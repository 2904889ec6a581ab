import type { Plane } from './plane.ts';

/** Two lenses and a lamp on their glass island, at the upper left of a phone's back. */
export function Camera({ face }: { readonly face: Plane }) {
  const { width, height } = face.pose;
  const camera = { x: -width / 2 + 13, y: -height / 2 + 13, width: 64, height: 64 };
  const lens = (x: number, y: number, size: number) => ({
    x: camera.x + x,
    y: camera.y + y,
    width: size,
    height: size,
  });
  return (
    <>
      <defs>
        <radialGradient id="phone-lens" cx="0.4" cy="0.35">
          <stop offset="0" stop-color="#596273" />
          <stop offset="0.4" stop-color="#1d2026" />
          <stop offset="1" stop-color="#08090b" />
        </radialGradient>
      </defs>
      <path d={face.roundedRect(camera, 19)} fill="#26241f" />
      <path
        d={face.roundedRect(camera, 19)}
        fill="none"
        stroke="#fff"
        stroke-opacity="0.55"
        stroke-width="1.6"
      />
      {[lens(7, 7, 24), lens(33, 33, 24)].map((circle) => (
        <g key={circle.x}>
          <path
            d={face.roundedRect(circle, circle.width / 2, 1)}
            fill="url(#phone-lens)"
            stroke="#55514a"
            stroke-width="1.6"
          />
          <path
            d={face.roundedRect({ ...circle, x: circle.x + 7, y: circle.y + 6, width: 5, height: 5 }, 2.5, 1)}
            fill="#cfd8e6"
            fill-opacity="0.8"
          />
        </g>
      ))}
      <path d={face.roundedRect(lens(42, 12, 9), 4.5, 1)} fill="#f3ead2" />
    </>
  );
}
