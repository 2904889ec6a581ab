import { InputError } from '../errors.ts';
import type { Consent } from './order.ts';

/** Changed with every change of the text: what was agreed to must be known years later. */
const TEXT_VERSION = '2026-11';

/** Article 9 of China's labelling rules lets a user ask for content without the visible label. */
export const CONSENT: Consent = {
  textVersion: TEXT_VERSION,
  text: {
    zh: '我希望成品上不印“AI生成”字样。我知道这幅画由人工智能生成，文件中仍保留标识；公开发布或传播时，我会注明它由人工智能生成。',
    en: 'I would like no “AI generated” mark on the print. I know that the picture was made by AI and stays marked so inside the file, and I will say so where I publish it.',
  },
};

/** @throws InputError where another text was agreed to than the one in force */
export function checkConsent(textVersion: string): void {
  if (textVersion === TEXT_VERSION) return;
  throw new InputError(
    `Expected consent to the text of ${TEXT_VERSION} but received ${JSON.stringify(textVersion)}. Show the text again.`,
  );
}
