import { clothOutline, clothSurface } from './cloth.ts';
import { contain, type Scene } from './scene.ts';

const PRINT = { x: 126, y: 186, width: 148, height: 148 };
const BAG =
  'M92 148C92 146 93 145 96 145C164 149 236 149 304 145C307 145 308 146 308 148C310 222 314 296 320 362' +
  'C320 368 318 370 312 371C238 377 162 377 88 371C82 370 80 368 80 362C86 296 90 222 92 148Z';

/** A bag of unbleached canvas, its handles standing up. */
export function toteScene(): Scene {
  return {
    ink: 'multiply',
    back: () => <Back />,
    front: () => <Front />,
    print(aspect) {
      const area = contain(PRINT, aspect);
      return { surface: clothSurface(area), outline: clothOutline(area), bounds: area };
    },
  };
}

function Back() {
  return (
    <>
      <defs>
        <linearGradient id="tote-cloth" x1="0.1" y1="0" x2="0.9" y2="1">
          <stop offset="0" stop-color="#f5ecda" />
          <stop offset="0.55" stop-color="#eee3cd" />
          <stop offset="1" stop-color="#e2d5ba" />
        </linearGradient>
        <pattern id="tote-weave" width="3.200" height="3.200" patternUnits="userSpaceOnUse">
          <path d="M0 0.800H3.200M0.800 0V3.200" stroke="#9a8763" stroke-opacity="0.16" stroke-width="0.5" />
          <path d="M0 2.400H3.200M2.400 0V3.200" stroke="#fff" stroke-opacity="0.28" stroke-width="0.5" />
        </pattern>
        <filter id="tote-soft" x="-20%" y="-20%" width="140%" height="140%">
          <feGaussianBlur stdDeviation="8" />
        </filter>
      </defs>
      <path d={BAG} transform="translate(7 12)" fill="#4a3d2c" opacity="0.32" filter="url(#tote-soft)" />
      <path
        d="M152 150C150 96 160 48 204 46C244 45 252 96 252 150"
        fill="none"
        stroke="#cbbb9a"
        stroke-width="14"
      />
      <path
        d="M152 150C150 96 160 48 204 46C244 45 252 96 252 150"
        fill="none"
        stroke="url(#tote-weave)"
        stroke-width="14"
      />
      <path d={BAG} fill="url(#tote-cloth)" />
      <path d={BAG} fill="url(#tote-weave)" />
    </>
  );
}

const HANDLE = 'M141 176C139 92 152 30 198 29C246 28 262 92 260 176';

function Front() {
  return (
    <>
      <defs>
        <clipPath id="tote-clip">
          <path d={BAG} />
        </clipPath>
        <filter id="tote-fold" x="-30%" y="-30%" width="160%" height="160%">
          <feGaussianBlur stdDeviation="7" />
        </filter>
        <linearGradient id="tote-strap" x1="0" x2="1">
          <stop offset="0" stop-color="#efe5d0" />
          <stop offset="0.5" stop-color="#f8f0e0" />
          <stop offset="1" stop-color="#dfd2b6" />
        </linearGradient>
      </defs>
      <g clip-path="url(#tote-clip)">
        <g filter="url(#tote-fold)" fill="none" stroke="#5b482a" stroke-linecap="round">
          <path d="M88 150C90 230 86 300 80 368" stroke-width="14" stroke-opacity="0.2" />
          <path d="M312 150C312 230 316 300 322 368" stroke-width="20" stroke-opacity="0.26" />
          <path d="M112 372C118 330 128 300 148 276" stroke-width="9" stroke-opacity="0.13" />
          <path d="M286 374C280 330 272 304 256 284" stroke-width="11" stroke-opacity="0.14" />
          <path d="M150 178C156 210 168 226 190 236" stroke-width="8" stroke-opacity="0.1" />
        </g>
        <path
          d="M92 158C164 162 236 162 308 158"
          fill="none"
          stroke="#7d6a45"
          stroke-opacity="0.45"
          stroke-dasharray="2.400 2"
        />
      </g>
      <path d={HANDLE} fill="none" stroke="#8c7a55" stroke-opacity="0.4" stroke-width="16.500" />
      <path d={HANDLE} fill="none" stroke="url(#tote-strap)" stroke-width="15" />
      <path d={HANDLE} fill="none" stroke="url(#tote-weave)" stroke-width="15" />
      <g fill="none" stroke="#7d6a45" stroke-opacity="0.55" stroke-width="1">
        <path d="M135.500 160H146.500V173H135.500ZM135.500 160L146.500 173M146.500 160L135.500 173" />
        <path d="M254.500 160H265.500V173H254.500ZM254.500 160L265.500 173M265.500 160L254.500 173" />
      </g>
    </>
  );
}
