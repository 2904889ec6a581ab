import type { Bilingual, Language } from './bilingual.ts';

const HAN = /\p{Script=Han}/u;

/** Chinese as soon as one Han character occurs: mixed prompts such as "一只 cute 小猫" are Chinese sentences. */
export function languageOf(words: string): Language {
  return HAN.test(words) ? 'zh' : 'en';
}

/** What the model reads: the customer's words, then the style in the language of those words. */
export function composePrompt(words: string, fragment: Bilingual | null): string {
  if (fragment === null) return words;
  return languageOf(words) === 'zh' ? `${words}，${fragment.zh}` : `${words}, ${fragment.en}`;
}
