import { cloth, clothOutline, clothSurface } from './cloth.ts';
import { ClothLight } from './cloth-light.tsx';
import { css, type Dye, dyeOf } from './dye.ts';
import type { Fold } from './fold.ts';
import { contain, type PrintArea, type Scene } from './scene.ts';

/** As wide beside a bag of 38 cm as the print area is. */
const PRINT = { x: 125, y: 188, width: 150, height: 150 };
const BAG =
  'M90 146C90 144 91 143 94 143C164 148 236 147 306 143C309 143 310 144 310 146C311 220 315 296 321 362' +
  'C321 368 319 370 313 371C275 375 238 378 200 377C162 377 125 375 87 371C81 370 79 368 79 362C85 296 89 220 90 146Z';
const NEAR_STRAP = 'M141 178C138 92 152 30 198 29C246 28 263 92 260 178';
const FAR_STRAP = 'M151 150C149 98 160 52 203 50C244 49 252 98 251 150';

/** A bag hung by its straps: pulled where they are sewn on, slack at the bottom. */
const FOLDS: readonly Fold[] = [
  { from: [140, 170], to: [112, 300], bow: 6, width: 11, height: 4 },
  { from: [148, 176], to: [184, 290], bow: -8, width: 10, height: 2.4 },
  { from: [262, 170], to: [288, 310], bow: -6, width: 12, height: 4 },
  { from: [252, 176], to: [222, 280], bow: 7, width: 10, height: 2.4 },
  { from: [82, 372], to: [150, 296], bow: 9, width: 13, height: 4 },
  { from: [318, 372], to: [250, 300], bow: -9, width: 13, height: 4 },
  { from: [120, 376], to: [280, 352], bow: -7, width: 12, height: 2.6 },
  { from: [94, 152], to: [92, 330], bow: 4, width: 10, height: 2.4 },
  { from: [306, 152], to: [308, 330], bow: -4, width: 10, height: 2.4 },
];

const canvas = cloth(FOLDS, 3.2);

const UNBLEACHED = '#ede2cc';

/** A canvas bag, its straps standing up. */
export function toteScene(_area?: PrintArea, colour = UNBLEACHED): Scene {
  const dye = dyeOf(colour);
  return {
    ink: dye.ink,
    back: () => <Back dye={dye} />,
    front: () => (
      <>
        <Seams dye={dye} />
        <ClothLight cloth={canvas} clip="tote-clip" weave={0.11} dye={dye} />
        <Straps dye={dye} />
      </>
    ),
    print(aspect) {
      const area = contain(PRINT, aspect);
      return { surface: clothSurface(area, canvas), outline: clothOutline(area), bounds: area };
    },
  };
}

interface Dyed {
  readonly dye: Dye;
}

function Back({ dye }: Dyed) {
  return (
    <>
      <defs>
        <linearGradient id="tote-cloth" x1="0.1" y1="0" x2="0.9" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.14" />
          <stop offset="0.55" stop-color="#fff" stop-opacity="0" />
          <stop offset="1" stop-color="#3d2a08" stop-opacity="0.1" />
        </linearGradient>
        <filter id="tote-far" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="10" />
        </filter>
        <filter id="tote-near" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="2.4" />
        </filter>
      </defs>
      <g fill="#4a3d2c" stroke="#4a3d2c" filter="url(#tote-far)">
        <path d={BAG} transform="translate(10 15)" stroke="none" opacity="0.34" />
        <path d={NEAR_STRAP} transform="translate(8 9)" fill="none" stroke-width="13" opacity="0.22" />
      </g>
      <path d={BAG} transform="translate(1.500 3)" fill="#2f2516" opacity="0.36" filter="url(#tote-near)" />
      <Strap path={FAR_STRAP} base={dye.inside} dye={dye} />
      <path d={BAG} fill={dye.face} />
      <path d={BAG} fill="url(#tote-cloth)" />
    </>
  );
}

/** The hem, and what is dark because the cloth curves away. */
function Seams({ dye }: Dyed) {
  return (
    <>
      <defs>
        <clipPath id="tote-clip">
          <path d={BAG} />
        </clipPath>
        <filter id="tote-round" x="-30%" y="-30%" width="160%" height="160%">
          <feGaussianBlur stdDeviation="5" />
        </filter>
      </defs>
      <g clip-path="url(#tote-clip)" fill="none" stroke={css(dye.shade)}>
        <path d={BAG} stroke-opacity="0.4" stroke-width="9" filter="url(#tote-round)" />
        <path
          d="M88 163.500C164 168 236 167 312 163.500"
          stroke={dye.seam}
          stroke-opacity="0.3"
          stroke-width="0.8"
        />
        <path
          stroke={dye.seam}
          d="M88 161C164 165.500 236 164.500 312 161"
          stroke-opacity="0.55"
          stroke-width="1"
          stroke-dasharray="2.400 1.600"
        />
        <path
          d={NEAR_STRAP}
          transform="translate(3 4)"
          stroke-width="15"
          stroke-opacity="0.4"
          filter="url(#tote-near)"
        />
      </g>
    </>
  );
}

function Straps({ dye }: Dyed) {
  return (
    <>
      <Strap path={NEAR_STRAP} base={dye.trim} dye={dye} />
      <g fill="none" stroke={dye.seam} stroke-opacity="0.6" stroke-width="1">
        <path d="M135.500 160H146.500V174H135.500ZM135.500 160L146.500 174M146.500 160L135.500 174" />
        <path d="M254.500 160H265.500V174H254.500ZM254.500 160L265.500 174M265.500 160L254.500 174" />
      </g>
    </>
  );
}

/** Webbing of 25 mm, sewn along both its edges. */
function Strap({
  path,
  base,
  dye,
}: Dyed & {
  readonly path: string;
  readonly base: string;
}) {
  return (
    <g fill="none">
      <path d={path} stroke={dye.seam} stroke-width="16" />
      <path d={path} stroke={base} stroke-width="14.800" />
      <path
        d={path}
        stroke={dye.seam}
        stroke-opacity="0.5"
        stroke-width="11.400"
        stroke-dasharray="2 1.600"
      />
      <path d={path} stroke={base} stroke-width="10" />
      <path
        d={path}
        transform="translate(-1.200 -1)"
        stroke="#fff"
        stroke-opacity={dye.ink === 'multiply' ? 0.3 : 0.1}
        stroke-width="5"
      />
    </g>
  );
}
