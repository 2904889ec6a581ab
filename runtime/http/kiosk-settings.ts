import type { Errands } from '../admin/errands.ts';
import { MotifError } from '../errors.ts';
import type { Bilingual } from '../products/bilingual.ts';

/** What the kiosk's page follows of the shop's settings. */
export interface KioskSettings {
  readonly shopName: Bilingual;
  /** In which it greets. */
  readonly language: 'zh' | 'en';
  /** Diagonal of the screen. */
  readonly screenInches: number;
  /** After which a page without touches begins anew. */
  readonly idleSeconds: number;
  /** Not null: what is ordered now is printed later, and customers read this. */
  readonly printerTrouble: Bilingual | null;
  /** What technicians ask of the page. */
  readonly errands: Errands;
  /** Of the panel's private authority, to be compared at the kiosk; null unless a technician asked for it. */
  readonly fingerprint: string | null;
  /** Not null: no drawing is accepted, and customers read this. */
  readonly pause: Bilingual | null;
}

/** Long enough that a waiting page does not press, short enough to notice the end of the pause. */
const ASK_AGAIN_SECONDS = 10;

/** @throws MotifError('paused') with the staff's own words, where they gave some */
export function refuseWhilePaused(pause: Bilingual | null): void {
  if (pause === null) return;
  throw new MotifError('paused', 'Expected a kiosk that draws but staff have paused it. Ask again later.', {
    retryAfterSeconds: ASK_AGAIN_SECONDS,
    ...(pause.zh !== '' && pause.en !== '' ? { customer: pause } : {}),
  });
}
