/** What the studio's lamps do on the glaze, over whatever is printed there. */
export function Lights() {
  return (
    <defs>
      <linearGradient id="mug-light" x1="0" x2="1">
        <stop offset="0" stop-color="#241a10" stop-opacity="0.34" />
        <stop offset="0.06" stop-color="#241a10" stop-opacity="0.17" />
        <stop offset="0.2" stop-color="#241a10" stop-opacity="0.04" />
        <stop offset="0.42" stop-color="#241a10" stop-opacity="0" />
        <stop offset="0.68" stop-color="#241a10" stop-opacity="0.07" />
        <stop offset="0.88" stop-color="#241a10" stop-opacity="0.27" />
        <stop offset="0.95" stop-color="#241a10" stop-opacity="0.34" />
        <stop offset="1" stop-color="#241a10" stop-opacity="0.24" />
      </linearGradient>
      <linearGradient id="mug-foot" x1="0" x2="0" y1="0" y2="1">
        <stop offset="0.84" stop-color="#241a10" stop-opacity="0" />
        <stop offset="0.97" stop-color="#241a10" stop-opacity="0.16" />
        <stop offset="1" stop-color="#241a10" stop-opacity="0.4" />
      </linearGradient>
      <linearGradient id="mug-gloss" x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stop-color="#fff" stop-opacity="0.75" />
        <stop offset="0.6" stop-color="#fff" stop-opacity="0.4" />
        <stop offset="1" stop-color="#fff" stop-opacity="0.08" />
      </linearGradient>
      <linearGradient id="mug-inside" x1="0" x2="1">
        <stop offset="0" stop-color="#a69d8d" />
        <stop offset="0.4" stop-color="#cbc3b5" />
        <stop offset="0.85" stop-color="#efeae0" />
        <stop offset="1" stop-color="#e4ddd1" />
      </linearGradient>
      <linearGradient id="mug-depth" x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stop-color="#5d5444" stop-opacity="0.4" />
        <stop offset="0.5" stop-color="#5d5444" stop-opacity="0.08" />
        <stop offset="1" stop-color="#5d5444" stop-opacity="0" />
      </linearGradient>
      <filter id="mug-blur" x="-60%" y="-10%" width="220%" height="120%">
        <feGaussianBlur stdDeviation="2.2" />
      </filter>
    </defs>
  );
}

/** The lip, and what is seen of the inside. */
export function Rim() {
  return (
    <>
      <ellipse cx="174" cy="90" rx="96" ry="22" fill="#fdfbf7" />
      <path
        d="M78 90.500A96 22 0 0 0 270 90.500"
        fill="none"
        stroke="#b9b0a0"
        stroke-opacity="0.5"
        stroke-width="1"
      />
      <ellipse cx="174" cy="90.300" rx="90.500" ry="19" fill="url(#mug-inside)" />
      <ellipse cx="174" cy="90.300" rx="90.500" ry="19" fill="url(#mug-depth)" />
      <path
        d="M84 92A90.500 19 0 0 0 264 92"
        fill="none"
        stroke="#fff"
        stroke-opacity="0.85"
        stroke-width="1.600"
      />
    </>
  );
}
