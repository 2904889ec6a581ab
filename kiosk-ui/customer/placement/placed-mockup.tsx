import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Language } from '../../shared/language.ts';
import { edgeColour, paintPrint } from '../mockup/paint-print.ts';
import { sceneOf } from '../mockup/scenes.ts';
import { StillLife } from '../mockup/still-life.tsx';
import { usePicture } from '../mockup/use-picture.ts';
import type { Product } from '../server-types.ts';
import type { Placement } from '../session/order-state.ts';
import { fetchMarkFont } from './paint-mark.ts';
import type { Background, Snaps } from './placement.ts';
import { paintSheet } from './sheet.ts';

export interface PlacedMockupProps {
  readonly product: Product;
  /** Address of the drawing. */
  readonly picture: string;
  readonly background: Background;
  readonly placement: Placement;
  /** Of the article, `#rrggbb`; undefined for a product that comes in one. */
  readonly colour: string | undefined;
  readonly label: string;
  /** Whose language the visible label of AI pictures speaks; null: the print has none. */
  readonly mark: Language | null;
  /** Radians the product is turned by, where it can be turned. */
  readonly turn: number;
  /** Not null while fingers move the design. */
  readonly guides: Snaps | null;
  /** While a finger turns the product. */
  readonly turning?: boolean;
}

/** Pixels of the canvas at rest, and while it has to follow fingers: the warp is done on the CPU. */
const STILL = 720;
const MOVING = 320;
/** Pixels of the print sheet for each of the canvas. */
const SHEET_SHARE = 0.8;

/** A product with the design exactly where it will be printed. */
export function PlacedMockup(props: PlacedMockupProps) {
  const { product, colour, turn, label } = props;
  const scene = useMemo(() => sceneOf(product.id, product.printArea, colour), [product, colour]);
  const canvas = usePainted(props, scene);
  return <StillLife product={product} scene={scene} canvas={canvas} label={label} turn={turn} />;
}

function usePainted(props: PlacedMockupProps, scene: ReturnType<typeof sceneOf>) {
  const { product, picture, background, placement, turn, guides, mark, turning = false } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const font = useMarkFont();
  const sheet = useMemo(() => document.createElement('canvas'), []);
  const whole = usePicture(picture);
  const motif = usePicture(background === 'remove' ? `${picture}/cutout` : undefined);
  const image = background === 'remove' ? motif : whole;
  const ground = useMemo(
    () => (image && background === 'keep' ? groundOf(image) : null),
    [image, background],
  );
  useEffect(() => {
    const target = canvas.current;
    if (!target || !image) return;
    const frame = requestAnimationFrame(() => {
      const most = guides || turning ? MOVING : STILL;
      const size = Math.min(most, Math.round(target.clientWidth * devicePixelRatio));
      // A crowded screen may have no room left for the object.
      if (size === 0) return;
      paintSheet(sheet, image, product, { placement, ground, guides, mark }, size * SHEET_SHARE);
      const { widthMm, heightMm } = product.printArea;
      paintPrint(target, sheet, scene.print(widthMm / heightMm, turn), size);
      target.dataset.painted = image.src;
    });
    return () => cancelAnimationFrame(frame);
  }, [scene, image, ground, placement, turn, guides, mark, font, turning, product, sheet]);
  return canvas;
}

/** Whether the label's letters have arrived: what was painted before is painted again. */
function useMarkFont(): boolean {
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    void fetchMarkFont().then(() => setArrived(true));
  }, []);
  return arrived;
}

/** The colour that a picture's ground goes on with, beyond its edges. */
function groundOf(image: HTMLImageElement): string | null {
  const probe = new OffscreenCanvas(64, 64);
  const context = probe.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(image, 0, 0, 64, 64);
  return edgeColour(context.getImageData(0, 0, 64, 64));
}
