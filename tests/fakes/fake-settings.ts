import type { KioskSettings } from '../../runtime/http/kiosk-settings.ts';

/** A shop that has decided nothing yet. */
export const FAKE_SETTINGS: KioskSettings = {
  shopName: { zh: '', en: '' },
  language: 'zh',
  screenInches: 23.8,
  idleSeconds: 90,
  printerTrouble: null,
  errands: { reload: 0, picture: 0 },
  fingerprint: null,
  pause: null,
};
