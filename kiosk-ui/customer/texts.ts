import type { Language } from '../shared/language.ts';
import type { Text } from './text.ts';
import { english } from './text-en.ts';
import { chinese } from './text-zh.ts';

/** The dictionary of each language. */
export const texts: Readonly<Record<Language, Text>> = { zh: chinese, en: english };

/** Every word of the Chinese page in one string, to know which glyphs it needs. */
export function allWords(): string {
  const words = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (typeof value === 'function') return String(value(1, ''));
    return typeof value === 'object' && value !== null ? Object.values(value).map(words).join('') : '';
  };
  return words(chinese);
}
