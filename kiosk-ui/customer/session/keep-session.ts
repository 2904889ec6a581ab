/**
 * Keeps the session through a page reload, in the tab's own storage: it ends with the browser and
 * never reaches another customer, because it goes when the customer goes.
 */

import { screens } from '../../shared/journey.ts';
import { canShow } from './places.ts';
import { newSession, type Session } from './session.ts';

const KEY = 'motif.session.2';

/** The session as it was before the reload, or a new one. */
export function recallSession(storage: Storage, fallback: Session = newSession('zh')): Session {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
    if (!looksLikeSession(kept)) return fallback;
    const session = { ...fallback, ...kept };
    return canShow(session, session.screen) ? session : fallback;
  } catch {
    return fallback; // unreadable storage is the same as none
  }
}

/** Stores the session without its previews, which are large and come again; of nobody it stores nothing. */
export function keepSession(storage: Storage, session: Session): void {
  if (session.screen === 'attract') {
    storage.removeItem(KEY);
    return;
  }
  const drawing = session.drawing && { ...session.drawing, previews: [] };
  try {
    storage.setItem(KEY, JSON.stringify({ ...session, drawing }));
  } catch {
    // A full or forbidden storage costs the customer only the comfort of a reload.
  }
}

function looksLikeSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false;
  const { screen, language, prompt, rounds } = value as Partial<Record<keyof Session, unknown>>;
  const known = screens.some((name) => name === screen) && (language === 'zh' || language === 'en');
  return known && typeof prompt === 'string' && Array.isArray(rounds);
}
