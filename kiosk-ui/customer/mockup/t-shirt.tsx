import { cloth, clothOutline, clothSurface } from './cloth.ts';
import { ClothLight } from './cloth-light.tsx';
import { css, type Dye, dyeOf } from './dye.ts';
import { contain, type PrintArea, type Scene } from './scene.ts';
import { SHIRT_FOLDS } from './shirt-folds.ts';

/** As wide beside a chest of 53 cm as the print area is. */
const PRINT = { x: 139, y: 116, width: 122, height: 163 };
const SHIRT =
  'M156 50C138 58 116 62 98 70C80 78 68 96 56 116C45 134 35 152 27 166C25 169 26 171 29 173C40 180 53 186 66 191' +
  'C70 193 73 192 75 188C82 174 90 162 98 152C101 200 101 262 95 340C95 345 97 347 102 348' +
  'C132 353 166 351 200 354C236 356 268 352 298 349C303 348 305 345 305 340C300 262 298 200 302 152' +
  'C310 162 318 174 325 188C327 192 330 193 334 191C347 186 360 180 371 173C374 171 375 169 373 166' +
  'C365 152 355 134 344 116C332 96 320 78 302 70C284 62 262 58 244 50C236 74 222 85 200 85C178 85 164 74 156 50Z';
const BACK_OF_NECK = 'M156 50C168 44 232 44 244 50C236 74 222 85 200 85C178 85 164 74 156 50Z';
const COLLAR =
  'M156 50C164 74 178 85 200 85C222 85 236 74 244 50L253 53.500C243 85 225 97 200 97C175 97 157 85 147 53.500Z';

const jersey = cloth(SHIRT_FOLDS, 1.5);

const NATURAL_WHITE = '#f8f5ef';

/** A T-shirt laid flat. */
export function tShirtScene(_area?: PrintArea, colour = NATURAL_WHITE): Scene {
  const dye = dyeOf(colour);
  return {
    ink: dye.ink,
    back: () => <Back dye={dye} />,
    front: () => (
      <>
        <ClothLight cloth={jersey} clip="tee-clip" weave={0} dye={dye} />
        <Front dye={dye} />
      </>
    ),
    print(aspect) {
      const area = contain(PRINT, aspect);
      // A wide or square design hangs below the collar, not in the middle of the belly.
      const hung = { ...area, y: PRINT.y };
      return { surface: clothSurface(hung, jersey), outline: clothOutline(hung), bounds: hung };
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
        <linearGradient id="tee-cloth" x1="0.2" y1="0" x2="0.8" y2="1">
          <stop offset="0" stop-color="#fff" stop-opacity="0.1" />
          <stop offset="0.6" stop-color="#fff" stop-opacity="0" />
          <stop offset="1" stop-color="#2f2516" stop-opacity="0.07" />
        </linearGradient>
        <linearGradient id="tee-inside" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#2f2516" stop-opacity="0" />
          <stop offset="1" stop-color="#2f2516" stop-opacity="0.16" />
        </linearGradient>
        <filter id="tee-far" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="9" />
        </filter>
        <filter id="tee-near" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="2.2" />
        </filter>
      </defs>
      <path d={SHIRT} transform="translate(9 14)" fill="#4a3d2c" opacity="0.28" filter="url(#tee-far)" />
      <path d={SHIRT} transform="translate(1.500 3)" fill="#2f2516" opacity="0.34" filter="url(#tee-near)" />
      <path d={BACK_OF_NECK} fill={dye.inside} />
      <path d={BACK_OF_NECK} fill="url(#tee-inside)" />
      <path d="M156 50C168 44 232 44 244 50L241 58C230 54 170 54 159 58Z" fill={dye.trim} />
      <path d="M193 55.500H207V66H193Z" fill="#faf7f0" stroke="#b5a992" stroke-width="0.5" />
      <path d="M196 59.500H204M197.500 62H202.500" stroke="#c8371e" stroke-width="0.9" />
      <path d={SHIRT} fill={dye.face} />
      <path d={SHIRT} fill="url(#tee-cloth)" />
    </>
  );
}

function Front({ dye }: Dyed) {
  return (
    <>
      <defs>
        <clipPath id="tee-clip">
          <path d={SHIRT} />
        </clipPath>
        <pattern id="tee-rib" width="2.400" height="8" patternUnits="userSpaceOnUse">
          <path d="M0.600 0V8" stroke="#6b5e49" stroke-opacity="0.2" stroke-width="0.7" />
        </pattern>
        <filter id="tee-round" x="-30%" y="-30%" width="160%" height="160%">
          <feGaussianBlur stdDeviation="5" />
        </filter>
      </defs>
      <g clip-path="url(#tee-clip)">
        <path
          d={SHIRT}
          fill="none"
          stroke={css(dye.shade)}
          stroke-opacity="0.42"
          stroke-width="9"
          filter="url(#tee-round)"
        />
        <path
          d="M98 152C100 130 104 104 96 72M302 152C300 130 296 104 304 72"
          fill="none"
          stroke={css(dye.shade)}
          stroke-opacity="0.34"
          stroke-width="5"
          filter="url(#tee-round)"
        />
      </g>
      <path d={COLLAR} fill={dye.trim} />
      <path d={COLLAR} fill="url(#tee-rib)" />
      <g fill="none" stroke={dye.seam} stroke-width="0.9">
        <path d="M147 53.500C157 85 175 97 200 97C225 97 243 85 253 53.500" stroke-opacity="0.55" />
        <path
          d="M145 54.500C155 88 174 100 200 100C226 100 245 88 255 54.500"
          stroke-opacity="0.4"
          stroke-dasharray="1.800 1.400"
        />
        <path d="M156 50C164 74 178 85 200 85C222 85 236 74 244 50" stroke-opacity="0.6" />
        <path
          d="M98 152C100.500 130 104 100 98 70M302 152C299.500 130 296 100 302 70"
          stroke-opacity="0.38"
        />
        <path
          d="M32 165.500C43 172 57 179 71 184M368 165.500C357 172 343 179 329 184M96 339C132 345 166 343 200 346C236 348 268 344 304 341"
          stroke-opacity="0.45"
          stroke-dasharray="1.800 1.400"
        />
      </g>
    </>
  );
}
