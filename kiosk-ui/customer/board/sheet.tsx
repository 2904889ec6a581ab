import { useEffect, useRef, useState } from 'preact/hooks';
import wash from './wash.svg';

interface SheetProps {
  readonly picture: string | undefined;
  readonly way: number;
  readonly index: number;
  readonly onBroken?: (() => void) | undefined;
}

interface Layer {
  readonly key: number;
  readonly source: string;
}

const MOST_LAYERS = 5;

/**
 * One sheet: ink wash drifting in water, from which the previews spread, each fading in over the one
 * before. They take on strength, sharpness and colour on the way.
 */
export function Sheet({ picture, way, index, onBroken }: SheetProps) {
  const { layers, covered } = useLayers(picture);
  const finished = way >= 1 || onBroken !== undefined;
  return (
    <span class="sheet" data-finished={finished}>
      {!finished && <img class="sheet-wash" src={wash} alt="" data-quarter={index} />}
      <span class="sheet-layers" style={finished ? undefined : looksAt(way)}>
        {layers.map(({ key, source }) => (
          <img
            key={key}
            src={source}
            alt=""
            class="sheet-layer"
            onError={onBroken}
            onAnimationEnd={() => covered(key)}
            draggable={false}
          />
        ))}
      </span>
    </span>
  );
}

/** Early previews are noise: seen through a small blot, blurred and grey, they look like ink. */
function looksAt(way: number): Record<string, string> {
  const early = 1 - way;
  return {
    opacity: (0.55 + 0.45 * way).toFixed(3),
    filter: `grayscale(${(early ** 1.4).toFixed(2)}) blur(${(2 + 7 * early).toFixed(1)}px)`,
    'mask-size': `${Math.round(110 + 190 * way)}%`,
  };
}

interface Layers {
  readonly layers: readonly Layer[];
  /** A layer that has faded in hides those beneath it. */
  readonly covered: (key: number) => void;
}

/** The newest picture on top of those still needed, each keeping its element while it fades in. */
function useLayers(picture: string | undefined): Layers {
  const count = useRef(0);
  const [layers, setLayers] = useState<readonly Layer[]>([]);
  useEffect(() => {
    if (picture === undefined) return setLayers([]);
    setLayers((before) => [...thinned(before), { key: count.current++, source: picture }]);
  }, [picture]);
  return { layers, covered: (key) => setLayers((before) => before.filter((layer) => layer.key >= key)) };
}

/** A machine too slow to finish fades in time loses the newest ones, never the ground they stand on. */
function thinned(layers: readonly Layer[]): readonly Layer[] {
  return layers.length < MOST_LAYERS ? layers : [...layers.slice(0, 1), ...layers.slice(2)];
}
