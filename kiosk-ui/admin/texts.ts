import type { Language } from '../shared/language.ts';
import type { Text } from './text.ts';
import { en } from './text-en.ts';
import { zh } from './text-zh.ts';

export const texts: Readonly<Record<Language, Text>> = { zh, en };
