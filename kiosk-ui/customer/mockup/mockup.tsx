import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Product } from '../server-types.ts';
import { paintPrint } from './paint-print.ts';
import { sceneOf } from './scenes.ts';
import { StillLife } from './still-life.tsx';
import { usePicture } from './use-picture.ts';

interface MockupProps {
  readonly product: Pick<Product, 'id' | 'printArea' | 'colours'>;
  /** Of the article, `#rrggbb`; left out: the first it comes in. */
  readonly colour?: string | undefined;
  /** Address of the picture on it; none leaves the object bare. */
  readonly picture?: string | undefined;
  /** What to say of it; left out where its surroundings already do. */
  readonly label?: string;
  /** Radians the object is turned by, where it can be turned. */
  readonly turn?: number;
}

/** Never more pixels than a print can use: the warp is done on the CPU. */
const MOST_PIXELS = 1100;

/** One product drawn as a still life, with a picture really lying on its surface. */
export function Mockup({ product, colour, picture, label, turn = 0 }: MockupProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const hex = colour ?? product.colours[0]?.hex;
  const scene = useMemo(() => sceneOf(product.id, product.printArea, hex), [product, hex]);
  const image = usePicture(picture);
  useEffect(() => {
    const sheet = canvas.current;
    if (!sheet || !image) return;
    const frame = requestAnimationFrame(() => {
      const size = Math.min(MOST_PIXELS, Math.round(sheet.clientWidth * devicePixelRatio));
      // A screen crowded by a notice and a long wish has no room left for the object.
      if (size === 0) return;
      paintPrint(sheet, image, scene.print(image.naturalWidth / image.naturalHeight, turn), size);
      sheet.dataset.painted = image.src;
    });
    return () => cancelAnimationFrame(frame);
  }, [scene, image, turn]);
  return <StillLife product={product} scene={scene} canvas={canvas} label={label} turn={turn} />;
}
