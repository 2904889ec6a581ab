import { facePrint } from './face-print.ts';
import { faceOf, type Plane, plane } from './plane.ts';
import { coverOrContain, type PrintArea, type Scene } from './scene.ts';

const LONG_SIDE = 232;
/** Rounded as the print is cut: 4 mm of 70 mm. */
const CORNER = LONG_SIDE * (4 / 70);
/** As thick as 4 mm of acrylic. */
const DEPTH = 14;
const LAYERS = 14;

/** A thick glossy magnet on a wall of warm enamel. */
export function magnetScene({ widthMm, heightMm }: PrintArea): Scene {
  const scale = LONG_SIDE / Math.max(widthMm, heightMm);
  const face = plane({
    width: widthMm * scale,
    height: heightMm * scale,
    centre: [196, 192],
    nod: 13,
    sway: 21,
    roll: -4,
  });
  return {
    ink: 'cover',
    back: () => <Back face={face} />,
    front: () => <Front face={face} />,
    print(aspect) {
      return facePrint(face, CORNER, coverOrContain(faceOf(face.pose), aspect));
    },
  };
}

function Back({ face }: { readonly face: Plane }) {
  return (
    <>
      <defs>
        <filter id="magnet-far" x="-30%" y="-30%" width="160%" height="160%">
          <feGaussianBlur stdDeviation="13" />
        </filter>
        <filter id="magnet-near" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="3" />
        </filter>
      </defs>
      <path
        d={face.outline(CORNER, -DEPTH)}
        transform="translate(15 24)"
        fill="#43372a"
        opacity="0.36"
        filter="url(#magnet-far)"
      />
      <path
        d={face.outline(CORNER, -DEPTH)}
        transform="translate(3 5)"
        fill="#241b10"
        opacity="0.5"
        filter="url(#magnet-near)"
      />
      {Array.from({ length: LAYERS }, (_, layer) => (
        <path
          key={layer}
          d={face.outline(CORNER, -DEPTH + (DEPTH * layer) / LAYERS)}
          fill={layer < 2 ? '#4a443b' : `hsl(40 ${10 + layer}% ${66 + 1.8 * layer}%)`}
        />
      ))}
      <path d={face.outline(CORNER)} fill="#fdfbf6" />
    </>
  );
}

function Front({ face }: { readonly face: Plane }) {
  const { x, y, width, height } = faceOf(face.pose);
  const inner = { x: x + 2.2, y: y + 2.2, width: width - 4.4, height: height - 4.4 };
  return (
    <>
      <defs>
        <linearGradient id="magnet-gloss" x1="0" y1="0" x2="0.9" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.5" />
          <stop offset="0.36" stop-color="#fff" stop-opacity="0.1" />
          <stop offset="0.37" stop-color="#fff" stop-opacity="0" />
          <stop offset="0.62" stop-color="#fff" stop-opacity="0" />
          <stop offset="0.63" stop-color="#fff" stop-opacity="0.07" />
          <stop offset="0.72" stop-color="#fff" stop-opacity="0.05" />
          <stop offset="0.73" stop-color="#fff" stop-opacity="0" />
        </linearGradient>
        <linearGradient id="magnet-shade" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0.5" stop-color="#1d140a" stop-opacity="0" />
          <stop offset="1" stop-color="#1d140a" stop-opacity="0.18" />
        </linearGradient>
        <linearGradient id="magnet-edge" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.95" />
          <stop offset="0.5" stop-color="#fff" stop-opacity="0.55" />
          <stop offset="1" stop-color="#8d8271" stop-opacity="0.5" />
        </linearGradient>
      </defs>
      <path d={face.outline(CORNER)} fill="url(#magnet-shade)" />
      <path d={face.outline(CORNER)} fill="url(#magnet-gloss)" />
      <path d={face.outline(CORNER)} fill="none" stroke="url(#magnet-edge)" stroke-width="2" />
      <path
        d={face.roundedRect(inner, CORNER - 2.2)}
        fill="none"
        stroke="#1d140a"
        stroke-opacity="0.08"
        stroke-width="1.4"
      />
    </>
  );
}
