import { facePrint } from './face-print.ts';
import { faceOf, type Plane, plane } from './plane.ts';
import { contain, coverOrContain, type PrintArea, type Scene } from './scene.ts';

const HEIGHT = 316;
const CORNER = 32;
const DEPTH = 17;
const EDGES = ['#8f8778', '#a59d8f', '#b9b2a5', '#cfc9bd', '#e4dfd5'];

/** A phone case standing free, its back to us, swayed a little so that one side shows. */
export function phoneCaseScene({ widthMm, heightMm }: PrintArea): Scene {
  const width = HEIGHT * (widthMm / heightMm);
  const back = plane({ width, height: HEIGHT, centre: [198, 196], nod: 4, sway: -24, roll: 5 });
  return {
    ink: 'cover',
    back: () => <Back face={back} />,
    front: () => <Front face={back} />,
    print(aspect) {
      const face = faceOf(back.pose);
      // A picture that does not cover the back sits below the camera, where nothing is cut out of it.
      const below = { ...face, y: face.y + face.height * 0.16, height: face.height * 0.8 };
      const whole = coverOrContain(face, aspect);
      return facePrint(back, CORNER, whole.height >= face.height ? whole : contain(below, aspect));
    },
  };
}

function Back({ face }: { readonly face: Plane }) {
  return (
    <>
      <defs>
        <filter id="phone-soft" x="-40%" y="-20%" width="180%" height="140%">
          <feGaussianBlur stdDeviation="11" />
        </filter>
        <radialGradient id="phone-ground">
          <stop offset="0.2" stop-color="#3a2f22" stop-opacity="0.36" />
          <stop offset="1" stop-color="#3a2f22" stop-opacity="0" />
        </radialGradient>
      </defs>
      <ellipse cx="206" cy="358" rx="118" ry="15" fill="url(#phone-ground)" />
      <path
        d={face.outline(CORNER, -DEPTH)}
        transform="translate(12 9)"
        fill="#43372a"
        opacity="0.26"
        filter="url(#phone-soft)"
      />
      {EDGES.map((colour, index) => (
        <path
          key={colour}
          d={face.outline(CORNER, -DEPTH + (DEPTH * index) / EDGES.length)}
          fill={colour}
          stroke={colour}
          stroke-width="3"
        />
      ))}
      <path d={face.outline(CORNER)} fill="#fbf8f2" />
    </>
  );
}

function Front({ face }: { readonly face: Plane }) {
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
        <linearGradient id="phone-sheen" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.34" />
          <stop offset="0.32" stop-color="#fff" stop-opacity="0.05" />
          <stop offset="0.33" stop-color="#fff" stop-opacity="0" />
          <stop offset="1" stop-color="#1d140a" stop-opacity="0.18" />
        </linearGradient>
        <radialGradient id="phone-lens" cx="0.4" cy="0.35">
          <stop offset="0" stop-color="#596273" />
          <stop offset="0.4" stop-color="#1d2026" />
          <stop offset="1" stop-color="#08090b" />
        </radialGradient>
      </defs>
      <path d={face.outline(CORNER)} fill="url(#phone-sheen)" />
      <path d={face.outline(CORNER)} fill="none" stroke="#fff" stroke-opacity="0.75" stroke-width="1.4" />
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
