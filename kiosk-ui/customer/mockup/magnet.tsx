import { facePrint } from './face-print.ts';
import { faceOf, type Plane, plane } from './plane.ts';
import { coverOrContain, type PrintArea, type Scene } from './scene.ts';

const LONG_SIDE = 232;
const CORNER = 24;
const DEPTH = 22;
const LAYERS = 7;

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
        <filter id="magnet-soft" x="-30%" y="-30%" width="160%" height="160%">
          <feGaussianBlur stdDeviation="12" />
        </filter>
        <filter id="magnet-near" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="4" />
        </filter>
      </defs>
      <path
        d={face.outline(CORNER, -DEPTH)}
        transform="translate(12 22)"
        fill="#43372a"
        opacity="0.34"
        filter="url(#magnet-soft)"
      />
      <path
        d={face.outline(CORNER, -DEPTH)}
        transform="translate(3 6)"
        fill="#2c2318"
        opacity="0.36"
        filter="url(#magnet-near)"
      />
      {Array.from({ length: LAYERS }, (_, layer) => (
        <path
          key={layer}
          d={face.outline(CORNER, -DEPTH + (DEPTH * layer) / LAYERS)}
          fill={`hsl(38 ${14 + layer * 2}% ${62 + layer * 4}%)`}
        />
      ))}
      <path d={face.outline(CORNER)} fill="#fdfbf6" />
    </>
  );
}

function Front({ face }: { readonly face: Plane }) {
  const { x, y, width, height } = faceOf(face.pose);
  const gloss = { x: x + 8, y: y + 8, width: width - 16, height: height * 0.4 };
  return (
    <>
      <defs>
        <linearGradient id="magnet-gloss" x1="0" y1="0" x2="0.7" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.42" />
          <stop offset="0.8" stop-color="#fff" stop-opacity="0" />
        </linearGradient>
        <linearGradient id="magnet-shade" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0.5" stop-color="#1d140a" stop-opacity="0" />
          <stop offset="1" stop-color="#1d140a" stop-opacity="0.2" />
        </linearGradient>
      </defs>
      <path d={face.outline(CORNER)} fill="url(#magnet-shade)" />
      <path d={face.roundedRect(gloss, CORNER - 7)} fill="url(#magnet-gloss)" />
      <path d={face.outline(CORNER)} fill="none" stroke="#fff" stroke-opacity="0.8" stroke-width="1.8" />
    </>
  );
}
