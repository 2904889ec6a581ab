import { useEffect, useRef, useState } from 'preact/hooks';
import { previewPainter } from './preview-painter.ts';
import wash from './wash.svg';

interface SheetProps {
  readonly picture: string | undefined;
  /** 0 to 1: how far the drawing has come. */
  readonly way: number;
  readonly index: number;
  readonly aspect: number;
  readonly onBroken?: (() => void) | undefined;
}

/** One sheet: ink wash drifting in water, from which the previews spread, each fading in over the last. */
export function Sheet({ picture, way, index, aspect, onBroken }: SheetProps) {
  const { layers, covered } = useLayers(picture, way);
  const fresh = layers.length === 0;
  return (
    <span class="sheet" data-finished={way >= 1}>
      {way < 1 && <img class="sheet-wash" src={wash} alt="" data-index={index} data-still={!fresh} />}
      {layers.map((layer) =>
        isPreview(layer) ? (
          <Preview key={layer.key} layer={layer} aspect={aspect} onCovered={() => covered(layer.key)} />
        ) : (
          <img
            key={layer.key}
            src={layer.source}
            alt=""
            class="sheet-layer"
            draggable={false}
            onError={onBroken}
            onAnimationEnd={() => covered(layer.key)}
          />
        ),
      )}
    </span>
  );
}

/** Previews come inside the event, finished pictures have an address. */
function isPreview({ source }: Layer): boolean {
  return source.startsWith('data:');
}

interface PreviewProps {
  readonly layer: Layer;
  readonly aspect: number;
  readonly onCovered: () => void;
}

/** A preview on its own canvas; painted once, then only faded in. */
function Preview({ layer, aspect, onCovered }: PreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    const { source, way } = layer;
    const gone = new AbortController();
    // A preview that is not painted is skipped: the next one comes in a moment.
    void previewPainter.paint({ source, way, aspect }, gone.signal).then((picture) => {
      if (picture && canvas.current) show(picture, canvas.current);
      setPainted(true);
    });
    return () => gone.abort();
  }, [layer, aspect]);
  return <canvas ref={canvas} class="sheet-layer" data-painted={painted} onAnimationEnd={onCovered} />;
}

function show(picture: ImageBitmap, canvas: HTMLCanvasElement): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(picture);
}

interface Layer {
  readonly key: number;
  readonly source: string;
  readonly way: number;
}

interface Layers {
  readonly layers: readonly Layer[];
  /** A layer that has faded in hides those beneath it. */
  readonly covered: (key: number) => void;
}

const MOST_LAYERS = 5;

/** The newest picture on top of those still needed, each keeping its element while it fades in. */
function useLayers(source: string | undefined, way: number): Layers {
  const count = useRef(0);
  const [layers, setLayers] = useState<readonly Layer[]>([]);
  useEffect(() => {
    if (source === undefined) return setLayers([]);
    setLayers((before) => [...thinned(before), { key: count.current++, source, way }]);
  }, [source]);
  return { layers, covered: (key) => setLayers((before) => before.filter((layer) => layer.key >= key)) };
}

/** A machine too slow to finish fades in time loses the newest ones, never the ground they stand on. */
function thinned(layers: readonly Layer[]): readonly Layer[] {
  return layers.length < MOST_LAYERS ? layers : [...layers.slice(0, 1), ...layers.slice(2)];
}
