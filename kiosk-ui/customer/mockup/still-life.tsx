import type { RefObject } from 'preact';
import type { Product } from '../server-types.ts';
import './mockup.css';
import type { Scene } from './scene.ts';
import { SCENE } from './warp.ts';

interface StillLifeProps {
  readonly product: Pick<Product, 'id'>;
  readonly scene: Scene;
  /** Where the print is painted. */
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** What to say of it; left out where its surroundings already do. */
  readonly label: string | undefined;
  /** Radians the object is turned by. */
  readonly turn: number;
}

/** What lies under a print, the print, and what lies over it. */
export function StillLife({ product, scene, canvas, label, turn }: StillLifeProps) {
  const box = `0 0 ${SCENE} ${SCENE}`;
  return (
    <div
      class="mockup"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      data-product={product.id}
      data-ink={scene.ink}
    >
      <svg viewBox={box} aria-hidden="true">
        {scene.back(turn)}
      </svg>
      <canvas ref={canvas} />
      <svg viewBox={box} aria-hidden="true">
        {scene.front(turn)}
      </svg>
    </div>
  );
}
