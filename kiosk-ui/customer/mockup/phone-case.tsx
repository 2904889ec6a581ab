import { css, dyeOf, mixed, rgbOf } from './dye.ts';
import { facePrint } from './face-print.ts';
import { Camera } from './phone-camera.tsx';
import { faceOf, type Plane, plane } from './plane.ts';
import { contain, coverOrContain, type PrintArea, type Scene } from './scene.ts';

const HEIGHT = 316;
/** Rounded as the print is cut: 12 mm of 152 mm. */
const CORNER = HEIGHT * (12 / 152);
/** As thick as a case of 11 mm. */
const DEPTH = 22;
const LAYERS = 22;

const WHITE = '#fbf8f2';

/** A phone case standing free, its back to us, swayed a little so that one side shows. */
export function phoneCaseScene({ widthMm, heightMm }: PrintArea, colour = WHITE): Scene {
  const width = HEIGHT * (widthMm / heightMm);
  const back = plane({ width, height: HEIGHT, centre: [198, 196], nod: 4, sway: -24, roll: 5 });
  return {
    ink: 'cover',
    back: () => <Back face={back} colour={colour} />,
    front: () => <Front face={back} colour={colour} />,
    print(aspect) {
      const face = faceOf(back.pose);
      // A picture that does not cover the back sits below the camera, where nothing is cut out of it.
      const below = { ...face, y: face.y + face.height * 0.16, height: face.height * 0.8 };
      const whole = coverOrContain(face, aspect);
      return facePrint(back, CORNER, whole.height >= face.height ? whole : contain(below, aspect));
    },
  };
}

interface CaseProps {
  readonly face: Plane;
  /** `#rrggbb` */
  readonly colour: string;
}

function Back({ face, colour }: CaseProps) {
  const foot = face.project(0, face.pose.height / 2, -DEPTH / 2);
  return (
    <>
      <defs>
        <filter id="phone-far" x="-60%" y="-60%" width="220%" height="220%">
          <feGaussianBlur stdDeviation="12 7" />
        </filter>
        <filter id="phone-near" x="-30%" y="-100%" width="160%" height="300%">
          <feGaussianBlur stdDeviation="3 2" />
        </filter>
      </defs>
      <ellipse
        cx={foot[0] + 34}
        cy={foot[1] + 3}
        rx="104"
        ry="13"
        fill="#3a2f22"
        opacity="0.36"
        filter="url(#phone-far)"
      />
      <ellipse
        cx={foot[0] + 4}
        cy={foot[1] + 1}
        rx="66"
        ry="6"
        transform={`rotate(5 ${foot[0]} ${foot[1]})`}
        fill="#1f170c"
        opacity="0.55"
        filter="url(#phone-near)"
      />
      {Array.from({ length: LAYERS }, (_, layer) => (
        <path
          key={layer}
          d={face.outline(CORNER, -DEPTH + (DEPTH * layer) / LAYERS)}
          fill={sideColour(colour, layer / LAYERS)}
        />
      ))}
      <Buttons face={face} colour={colour} />
      <path d={face.outline(CORNER)} fill={colour} />
    </>
  );
}

/** The rounded side from the far edge (0) to the near one (1): dark, a gleam, the lip. */
function sideColour(colour: string, share: number): string {
  const gleam = Math.exp(-(((share - 0.62) / 0.2) ** 2));
  const dark = mixed(rgbOf(colour), [30, 24, 14], 0.46 - 0.16 * share - 0.28 * gleam);
  return css(mixed(dark, [255, 255, 255], 0.1 * gleam));
}

/** Volume and power, standing out of the side that shows. */
function Buttons({ face, colour }: CaseProps) {
  const { trim, seam } = dyeOf(colour);
  const x = face.pose.width / 2;
  const top = -face.pose.height / 2;
  const key = (from: number, to: number) => {
    const corners = [
      face.project(x + 1.6, top + from, -DEPTH * 0.68),
      face.project(x + 1.6, top + from, -DEPTH * 0.4),
      face.project(x + 1.6, top + to, -DEPTH * 0.4),
      face.project(x + 1.6, top + to, -DEPTH * 0.68),
    ];
    return `M${corners.map(([px, py]) => `${px.toFixed(2)} ${py.toFixed(2)}`).join('L')}Z`;
  };
  return <path d={key(84, 122)} fill={trim} stroke={seam} stroke-width="0.9" stroke-linejoin="round" />;
}

function Front({ face, colour }: CaseProps) {
  const { trim } = dyeOf(colour);
  return (
    <>
      <defs>
        <linearGradient id="phone-sheen" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.34" />
          <stop offset="0.32" stop-color="#fff" stop-opacity="0.05" />
          <stop offset="0.33" stop-color="#fff" stop-opacity="0" />
          <stop offset="1" stop-color="#1d140a" stop-opacity="0.18" />
        </linearGradient>
        <linearGradient id="phone-lip" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color="#fff" />
          <stop offset="0.5" stop-color="#fff" stop-opacity="0.5" />
          <stop offset="1" stop-color="#6d6353" stop-opacity="0.75" />
        </linearGradient>
      </defs>
      <path d={face.outline(CORNER)} fill="url(#phone-sheen)" />
      <path d={face.outline(CORNER)} fill="none" stroke={trim} stroke-width="2.6" />
      <path d={face.outline(CORNER)} fill="none" stroke="url(#phone-lip)" stroke-width="1.2" />
      <Camera face={face} />
    </>
  );
}
