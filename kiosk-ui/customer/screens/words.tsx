import { useLayoutEffect, useRef } from 'preact/hooks';
import { Keyboard } from '../keyboard/keyboard.tsx';
import { type Edit, edited } from '../keyboard/typing.ts';
import type { Kiosk } from '../kiosk.ts';
import { fitted, lengthOf } from '../wish/fit-words.ts';

/** A customer with no more characters left than these is told. */
const NEARLY = 40;

interface WordsProps {
  readonly kiosk: Kiosk;
  /** Whether the keyboard is there. */
  readonly typing: boolean;
  readonly onTyping: (typing: boolean) => void;
}

/** The sentence: what the chips make and what the customer writes is one and the same. */
export function Words({ kiosk, typing, onTyping }: WordsProps) {
  const text = kiosk.text.value;
  const { prompt, language } = kiosk.session.value;
  const [field, edit] = useEditing(kiosk);
  const most = longestOf(kiosk);
  const left = most - lengthOf(prompt);
  return (
    <>
      <div class="words">
        <textarea
          ref={field}
          rows={1}
          aria-label={text.describe.label}
          placeholder={text.describe.placeholder}
          autocomplete="off"
          inputMode="none"
          spellcheck={false}
          enterkeyhint="go"
          value={prompt}
          onClick={() => onTyping(true)}
          onInput={({ currentTarget }) => kiosk.write(fittingWords(currentTarget, most))}
          onKeyDown={(event) => {
            // Enter picks a candidate while a Chinese input method is composing; only then it is not for us.
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            kiosk.send({ type: 'draw' });
          }}
        />
        {left <= NEARLY && <small role="status">{text.describe.charactersLeft(Math.max(0, left))}</small>}
        {prompt !== '' && (
          <button type="button" class="plain" data-action="clear" onClick={() => kiosk.write('')}>
            {text.describe.clear}
          </button>
        )}
        <button type="button" class="plain surprise" data-action="surprise" onClick={() => kiosk.surprise()}>
          {text.describe.surprise}
        </button>
      </div>
      {typing && (
        <Keyboard
          key={language}
          language={language}
          text={text.keyboard}
          pinyin={kiosk.pinyin}
          onEdit={edit}
          onDone={() => onTyping(false)}
        />
      )}
    </>
  );
}

/** Without a range there are no words yet. */
const longestOf = ({ catalogue }: Kiosk) => catalogue.value?.longestPrompt ?? 0;

/**
 * Takes out of the field what the server would not take, and returns the rest. Not left to the field's own
 * `maxlength`: that counts UTF-16 code units.
 */
function fittingWords(field: HTMLTextAreaElement, most: number): string {
  const { words, caret } = fitted(field.value, field.selectionStart, most);
  if (words !== field.value) {
    field.value = words;
    field.setSelectionRange(caret, caret);
  }
  return words;
}

/** Edits the words where the caret stands, and keeps it there. */
function useEditing(kiosk: Kiosk) {
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (caret.current !== undefined) field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  });
  const edit = (change: Edit) => {
    const { selectionStart = 0, selectionEnd = 0, value = '' } = field.current ?? {};
    const at = { start: selectionStart, end: selectionEnd };
    const after = edited(value, at, change, longestOf(kiosk));
    caret.current = after.caret;
    kiosk.write(after.words);
  };
  return [field, edit] as const;
}
