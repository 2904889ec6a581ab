/** The thread that knows Chinese words, so that no key waits for a sentence. */
import { convert } from './convert.ts';
import { addWord, type Node, readDictionary } from './dictionary.ts';
import type { PinyinAnswer, PinyinQuestion } from './pinyin-protocol.ts';

/** Candidates that anybody looks through. */
const MOST = 40;
/** What was chosen once comes first from then on. */
const CHOSEN_COST = 2;

let text: Promise<string> | undefined;
let root: Promise<Node> | undefined;

function dictionary(): Promise<Node> {
  text ??= fetch(new URL('./dictionary.txt', import.meta.url)).then((answer) => answer.text());
  root ??= text.then(readDictionary);
  return root;
}

async function answer(question: PinyinQuestion): Promise<void> {
  switch (question.kind) {
    case 'convert': {
      const { id, letters, fuzzy } = question;
      const candidates = convert(await dictionary(), letters, { fuzzy, most: MOST });
      postMessage({ id, candidates } satisfies PinyinAnswer);
      return;
    }
    case 'learn':
      addWord(await dictionary(), question.syllables, { text: question.text, cost: CHOSEN_COST });
      return;
    case 'forget':
      root = undefined;
  }
}

addEventListener('message', ({ data }: MessageEvent<PinyinQuestion>) => void answer(data));
void dictionary();
