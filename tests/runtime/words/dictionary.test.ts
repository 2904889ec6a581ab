import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { wordGuard } from '../../../runtime/words/word-guard.ts';

const DICTIONARY = new URL('../../../kiosk-ui/customer/keyboard/dictionary.txt', import.meta.url);

it('the keyboard offers no word that is refused afterwards', () => {
  const words = readFileSync(DICTIONARY, 'utf8')
    .split('\n')
    .flatMap((line) => line.slice(line.indexOf('\t') + 1).split(','))
    .map((entry) => entry.slice(0, entry.indexOf(' ')))
    .filter((word) => word !== '');
  expect(words.length).toBeGreaterThan(70_000);
  const guard = wordGuard();
  expect(words.filter((word) => guard.judge(word) !== null)).toEqual([]);
  expect(words).toEqual(expect.arrayContaining(['樱花', '熊猫', '病毒', '习惯']));
}, 60_000);
