import { effect } from '@preact/signals';
import type { Kiosk } from './kiosk.ts';
import { pixelsPerMm } from './scale.ts';

/** What a screen measures when the shop has not said. */
const USUAL_INCHES = 23.8;

/** Gives the page the millimetre of this screen, again whenever the window or the shop's setting changes. */
export function fitToScreen({ shop }: Pick<Kiosk, 'shop'>, window: Window): void {
  const fit = () => {
    const inches = shop.settings.value?.screenInches ?? USUAL_INCHES;
    const mm = pixelsPerMm(inches, window.innerWidth, window.innerHeight);
    window.document.documentElement.style.setProperty('--mm', `${mm.toFixed(3)}px`);
  };
  effect(fit);
  window.addEventListener('resize', fit);
}
