import type { Candidate } from './convert.ts';
import type { PinyinAnswer, PinyinQuestion } from './pinyin-protocol.ts';

/** Turns letters into Chinese, in a thread of its own that starts with the first question. */
export interface Pinyin {
  /** Undefined when another question has come meanwhile: its answer is the one to show. */
  convert(letters: string, fuzzy: boolean): Promise<readonly Candidate[] | undefined>;
  learn(candidate: Candidate): void;
  /** The customer has gone. */
  forget(): void;
}

export function openPinyin(): Pinyin {
  let worker: Worker | undefined;
  let latest = 0;
  let answered: ((answer: PinyinAnswer) => void) | undefined;
  const ask = (question: PinyinQuestion) => {
    if (!worker) {
      worker = new Worker(new URL('./pinyin-worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<PinyinAnswer>) => answered?.(data));
    }
    worker.postMessage(question);
  };
  return {
    convert(letters, fuzzy) {
      latest += 1;
      const id = latest;
      ask({ kind: 'convert', id, letters, fuzzy });
      return new Promise((resolve) => {
        const before = answered;
        answered = (answer) => {
          if (answer.id === id) resolve(id === latest ? answer.candidates : undefined);
          else before?.(answer);
        };
      });
    },
    learn: ({ text, syllables }) => {
      if (syllables.length > 0) ask({ kind: 'learn', text, syllables });
    },
    forget: () => {
      if (worker) ask({ kind: 'forget' });
    },
  };
}
