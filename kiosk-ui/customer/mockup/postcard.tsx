import { facePrint } from './face-print.ts';
import { faceOf, type Plane, plane } from './plane.ts';
import { coverOrContain, type PrintArea, type Scene } from './scene.ts';

const LONG_SIDE = 316;
const CORNER = 2.5;

/** Two postcards on a table: the picture lies on one that shows where the stamp goes. */
export function postcardScene({ widthMm, heightMm }: PrintArea): Scene {
  const scale = LONG_SIDE / Math.max(widthMm, heightMm);
  const size = { width: widthMm * scale, height: heightMm * scale };
  const front = plane({ ...size, centre: [196, 216], nod: 24, sway: -9, roll: -7 });
  const under = plane({ ...size, centre: [214, 178], nod: 24, sway: -9, roll: 9 });
  return {
    ink: 'cover',
    back: () => <Back card={front} under={under} />,
    front: () => <Front card={front} />,
    print(aspect) {
      return facePrint(front, CORNER, coverOrContain(faceOf(front.pose), aspect));
    },
  };
}

function Back({ card, under }: { readonly card: Plane; readonly under: Plane }) {
  return (
    <>
      <defs>
        <filter id="card-soft" x="-20%" y="-30%" width="140%" height="160%">
          <feGaussianBlur stdDeviation="8" />
        </filter>
        <filter id="card-near" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="2.2" />
        </filter>
      </defs>
      <path
        d={under.outline(CORNER)}
        transform="translate(5 14)"
        fill="#4a3d2c"
        opacity="0.28"
        filter="url(#card-soft)"
      />
      <path d={under.outline(CORNER, -2)} fill="#d8cfbe" />
      <path
        d={under.outline(CORNER)}
        fill="#f9f4e8"
        stroke="#6d6048"
        stroke-opacity="0.25"
        stroke-width="0.9"
      />
      <AddressSide card={under} />
      <path
        d={card.outline(CORNER)}
        transform="translate(9 17)"
        fill="#3b2f20"
        opacity="0.4"
        filter="url(#card-soft)"
      />
      <path
        d={card.outline(CORNER)}
        transform="translate(1.5 4)"
        fill="#2a2014"
        opacity="0.42"
        filter="url(#card-near)"
      />
      <path d={card.outline(CORNER, -2.5)} fill="#d9d1c2" />
      <path d={card.outline(CORNER)} fill="#fdfbf6" />
    </>
  );
}

function AddressSide({ card }: { readonly card: Plane }) {
  const { x, y, width, height } = faceOf(card.pose);
  const stamp = { x: x + width - 60, y: y + 14, width: 44, height: 54 };
  const inside = { x: stamp.x + 5, y: stamp.y + 5, width: 34, height: 44 };
  const line = (at: number) =>
    card.roundedRect({ x: x + width * 0.6, y: y + at, width: width * 0.34, height: 0.9 }, 0.4);
  return (
    <>
      <path
        d={card.roundedRect(stamp, 1)}
        fill="#fffdf8"
        stroke="#b9ab92"
        stroke-width="1.2"
        stroke-dasharray="2.600 1.800"
      />
      <path d={card.roundedRect(inside, 1)} fill="#c8371e" />
      <path
        d={card.roundedRect({ ...inside, x: inside.x + 9, y: inside.y + 14, width: 16, height: 16 }, 8)}
        fill="#fbe9dd"
      />
      {[0.52, 0.66, 0.8].map((share) => (
        <path key={share} d={line(height * share)} fill="#b9ab92" />
      ))}
    </>
  );
}

function Front({ card }: { readonly card: Plane }) {
  return (
    <>
      <defs>
        <linearGradient id="card-sheen" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.2" />
          <stop offset="0.5" stop-color="#fff" stop-opacity="0" />
          <stop offset="1" stop-color="#1d140a" stop-opacity="0.13" />
        </linearGradient>
      </defs>
      <path d={card.outline(CORNER)} fill="url(#card-sheen)" />
      <path d={card.outline(CORNER)} fill="none" stroke="#6d6048" stroke-opacity="0.3" stroke-width="0.9" />
    </>
  );
}
