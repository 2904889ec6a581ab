import { clothOutline, clothSurface } from './cloth.ts';
import { contain, type Scene } from './scene.ts';

const PRINT = { x: 133, y: 122, width: 134, height: 168 };
const SHIRT =
  'M152 52C132 58 112 64 98 74C76 92 54 130 40 160C38 164 40 167 44 169L86 188C90 190 93 188 95 184L108 156' +
  'C112 214 110 282 104 346C104 351 106 353 110 354C166 362 234 362 290 354C294 353 296 351 296 346' +
  'C290 282 288 214 292 156L305 184C307 188 310 190 314 188L356 169C360 167 362 164 360 160' +
  'C346 130 324 92 302 74C288 64 268 58 248 52C238 76 222 86 200 86C178 86 162 76 152 52Z';

/** A natural-white T-shirt laid flat. */
export function tShirtScene(): Scene {
  return {
    ink: 'multiply',
    back: () => <Back />,
    front: () => <Front />,
    print(aspect) {
      const area = contain(PRINT, aspect);
      // A wide or square design hangs below the collar, not in the middle of the belly.
      const hung = { ...area, y: PRINT.y };
      return { surface: clothSurface(hung), outline: clothOutline(hung), bounds: hung };
    },
  };
}

function Back() {
  return (
    <>
      <defs>
        <linearGradient id="tee-cloth" x1="0.2" y1="0" x2="0.8" y2="1">
          <stop offset="0" stop-color="#ffffff" />
          <stop offset="0.6" stop-color="#fbf9f5" />
          <stop offset="1" stop-color="#f1ede5" />
        </linearGradient>
        <filter id="tee-soft" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="7" />
        </filter>
      </defs>
      <path d={SHIRT} transform="translate(5 12)" fill="#4a3d2c" opacity="0.26" filter="url(#tee-soft)" />
      <path d="M152 52C162 46 238 46 248 52C240 66 224 72 200 72C176 72 160 66 152 52Z" fill="#d9d2c6" />
      <path d={SHIRT} fill="url(#tee-cloth)" />
    </>
  );
}

function Front() {
  return (
    <>
      <defs>
        <clipPath id="tee-clip">
          <path d={SHIRT} />
        </clipPath>
        <filter id="tee-fold" x="-30%" y="-30%" width="160%" height="160%">
          <feGaussianBlur stdDeviation="6" />
        </filter>
      </defs>
      <g clip-path="url(#tee-clip)">
        <g filter="url(#tee-fold)" fill="none" stroke="#5b4c38" stroke-linecap="round">
          <path d="M106 150C112 220 112 290 102 352" stroke-width="16" stroke-opacity="0.2" />
          <path d="M294 150C288 220 288 290 298 352" stroke-width="20" stroke-opacity="0.26" />
          <path d="M112 164C134 200 150 214 176 226" stroke-width="9" stroke-opacity="0.13" />
          <path d="M288 166C262 210 244 228 214 240" stroke-width="10" stroke-opacity="0.14" />
          <path d="M132 350C140 318 150 292 170 272" stroke-width="10" stroke-opacity="0.11" />
          <path d="M262 352C258 324 250 300 234 282" stroke-width="10" stroke-opacity="0.12" />
          <path d="M60 168C74 140 92 112 112 92" stroke-width="8" stroke-opacity="0.1" />
          <path d="M340 168C326 140 308 112 288 92" stroke-width="10" stroke-opacity="0.14" />
        </g>
        <g filter="url(#tee-fold)" fill="none" stroke="#fff" stroke-linecap="round">
          <path d="M124 176C140 208 158 224 184 234" stroke-width="7" stroke-opacity="0.16" />
          <path d="M276 180C254 216 236 234 206 248" stroke-width="7" stroke-opacity="0.14" />
        </g>
      </g>
      <g fill="none" stroke="#8d806c" stroke-opacity="0.5" stroke-width="1.1">
        <path d="M146 54.500C156 84 174 95 200 95C226 95 244 84 254 54.500" />
        <path d="M108 156C106 132 104 108 98 76M292 156C294 132 296 108 302 76" stroke-opacity="0.32" />
        <path
          d="M50 163.500L91 182M350 163.500L309 182M106 345C166 353 234 353 294 345"
          stroke-dasharray="2 2.200"
        />
      </g>
      <path d={SHIRT} fill="none" stroke="#a2957f" stroke-opacity="0.4" stroke-width="0.8" />
    </>
  );
}
