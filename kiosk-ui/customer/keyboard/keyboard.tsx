import { useEffect, useState } from 'preact/hooks';
import type { Text } from '../text.ts';
import type { Candidate } from './convert.ts';
import './keyboard.css';
import type { Pinyin } from './pinyin.ts';
import { type Edit, type Key, type Mode, newTyping, pressed, type Step, taken } from './typing.ts';
import { useRepeat } from './use-repeat.ts';

export interface KeyboardProps {
  readonly language: 'zh' | 'en';
  readonly text: Text['keyboard'];
  readonly pinyin: Pinyin;
  readonly onEdit: (edit: Edit) => void;
  readonly onDone: () => void;
}

const LETTERS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;
const SIGNS: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: ['1234567890', '，。、！？：；', '“”‘’（）—…'],
  en: ['1234567890', '-,.!?:;', '\'"()&@#%'],
};

/** Letters and Chinese on the screen, since a kiosk has no other keyboard. */
export function Keyboard({ language, text, pinyin, onEdit, onDone }: KeyboardProps) {
  const [typing, setTyping] = useState(() => newTyping(language));
  const [fuzzy, setFuzzy] = useState(true);
  const candidates = useCandidates(pinyin, typing.letters, fuzzy);
  const follow = ({ typing: next, edit }: Step) => {
    setTyping(next);
    if (edit) onEdit(edit);
  };
  const press = (key: Key) => follow(pressed(typing, key, candidates[0]));
  const take = (candidate: Candidate) => {
    pinyin.learn(candidate);
    follow(taken(typing, candidate));
  };
  const rows = typing.mode === 'signs' ? SIGNS[language] : LETTERS;
  return (
    // The words keep the caret: a key must not take the focus away from them.
    <section class="keyboard" aria-label={text.label} onPointerDown={(event) => event.preventDefault()}>
      <Candidates text={text} letters={typing.letters} candidates={candidates} onTake={take} />
      {rows.map((row, index) => (
        <div class="keys" key={row}>
          {index === 2 && typing.mode !== 'signs' && (
            <KeyButton
              name="shift"
              label={text.shift}
              pressed={typing.shift}
              onPress={() => press({ kind: 'shift' })}
            >
              ⇧
            </KeyButton>
          )}
          {[...row].map((sign) => (
            <KeyButton
              key={sign}
              name={sign}
              label={sign}
              onPress={() =>
                press(typing.mode === 'signs' ? { kind: 'sign', sign } : { kind: 'letter', letter: sign })
              }
            >
              {typing.shift ? sign.toUpperCase() : sign}
            </KeyButton>
          ))}
          {index === 2 && <Backspace label={text.backspace} onPress={() => press({ kind: 'backspace' })} />}
        </div>
      ))}
      <div class="keys last">
        <ModeKey
          text={text}
          mode={typing.mode}
          language={language}
          onMode={(mode) => press({ kind: 'mode', mode })}
        />
        <KeyButton name="space" label={text.space} onPress={() => press({ kind: 'space' })}>
          {typing.letters === '' ? text.space : (candidates[0]?.text ?? text.space)}
        </KeyButton>
        {typing.mode === 'pinyin' ? (
          <KeyButton name="fuzzy" label={text.fuzzyLabel} pressed={fuzzy} onPress={() => setFuzzy(!fuzzy)}>
            {text.fuzzy}
          </KeyButton>
        ) : (
          <KeyButton
            name=","
            label=","
            onPress={() => press({ kind: 'sign', sign: language === 'zh' ? '，' : ',' })}
          >
            {language === 'zh' ? '，' : ','}
          </KeyButton>
        )}
        <KeyButton name="done" label={text.done} onPress={onDone}>
          {text.done}
        </KeyButton>
      </div>
    </section>
  );
}

interface KeyButtonProps {
  readonly name: string;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: string;
}

function KeyButton({ name, label, pressed: isPressed, onPress, children }: KeyButtonProps) {
  return (
    <button type="button" data-key={name} aria-label={label} aria-pressed={isPressed} onClick={onPress}>
      {children}
    </button>
  );
}

function Backspace({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  const repeat = useRepeat(onPress);
  return (
    <button type="button" data-key="backspace" aria-label={label} {...repeat}>
      ⌫
    </button>
  );
}

interface ModeKeyProps {
  readonly text: Text['keyboard'];
  readonly mode: Mode;
  readonly language: 'zh' | 'en';
  readonly onMode: (mode: Mode) => void;
}

function ModeKey({ text, mode, language, onMode }: ModeKeyProps) {
  const letters: Mode = language === 'zh' ? 'pinyin' : 'latin';
  const signs = mode === 'signs';
  const other: Mode = mode === 'pinyin' ? 'latin' : 'pinyin';
  return (
    <>
      <KeyButton
        name="signs"
        label={signs ? text.letters : text.signs}
        onPress={() => onMode(signs ? letters : 'signs')}
      >
        {signs ? text.letters : text.signs}
      </KeyButton>
      {!signs && (
        <KeyButton name="mode" label={text.modes[other]} onPress={() => onMode(other)}>
          {text.modes[other]}
        </KeyButton>
      )}
    </>
  );
}

interface CandidatesProps {
  readonly text: Text['keyboard'];
  readonly letters: string;
  readonly candidates: readonly Candidate[];
  readonly onTake: (candidate: Candidate) => void;
}

function Candidates({ text, letters, candidates, onTake }: CandidatesProps) {
  return (
    <div class="candidates" data-empty={letters === ''}>
      <output aria-label={text.typed}>{letters}</output>
      <ul aria-label={text.candidates}>
        {candidates.map((candidate) => (
          <li key={candidate.text}>
            <button type="button" data-candidate={candidate.text} onClick={() => onTake(candidate)}>
              {candidate.text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useCandidates(pinyin: Pinyin, letters: string, fuzzy: boolean): readonly Candidate[] {
  const [candidates, setCandidates] = useState<readonly Candidate[]>([]);
  useEffect(() => {
    if (letters === '') return setCandidates([]);
    void pinyin.convert(letters, fuzzy).then((found) => found && setCandidates(found));
  }, [pinyin, letters, fuzzy]);
  return letters === '' ? [] : candidates;
}
