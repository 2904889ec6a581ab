import { magnetScene } from './magnet.tsx';
import { mugScene } from './mug.tsx';
import { phoneCaseScene } from './phone-case.tsx';
import { postcardScene } from './postcard.tsx';
import type { PrintArea, Scene, SceneFor } from './scene.ts';
import { tShirtScene } from './t-shirt.tsx';
import { toteScene } from './tote.tsx';

const scenes: Readonly<Record<string, SceneFor>> = {
  mug: mugScene,
  't-shirt': tShirtScene,
  tote: toteScene,
  'phone-case': phoneCaseScene,
  postcard: postcardScene,
  magnet: magnetScene,
};

/**
 * The still life of a product; a product without one of its own is shown as a card.
 *
 * @param colour of the article, `#rrggbb`
 */
export function sceneOf(product: string, area: PrintArea, colour?: string): Scene {
  return (scenes[product] ?? postcardScene)(area, colour);
}
