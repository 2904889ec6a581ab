/** The languages a customer can switch between on every screen. */
export type Language = 'zh' | 'en';

/** One text in both languages, as the server sends product names and failure sentences. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The BCP 47 tag that selects fonts, quotes and line breaking. */
export const languageTag: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
