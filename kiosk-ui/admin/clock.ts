import { languageTag } from '../shared/language.ts';
import type { Panel } from './panel.ts';

/** A moment as people of the shop write it. @param at ISO 8601, or milliseconds since 1970 */
export function clock(panel: Panel, at: string | number): string {
  return new Date(at).toLocaleString(languageTag[panel.language.value], {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
}
