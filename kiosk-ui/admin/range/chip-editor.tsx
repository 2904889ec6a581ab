import { useSignal } from '@preact/signals';
import { ChipPicture } from '../../customer/wish/chip-picture.tsx';
import { sentenceOf } from '../../customer/wish/sentence.ts';
import { Choice } from '../form.tsx';
import type { Panel } from '../panel.ts';
import type { ChipChoice } from '../server-types.ts';
import { Cell, Tick } from './cell.tsx';

type Kind = ChipChoice['kind'];
const kinds: readonly Kind[] = ['motif', 'colour', 'occasion', 'layout'];

export interface ChipsEditorProps {
  readonly panel: Panel;
  readonly chips: readonly ChipChoice[];
  readonly onChange: (chips: ChipChoice[]) => void;
}

/** The words that customers touch, kind by kind. */
export function ChipsEditor({ panel, chips, onChange }: ChipsEditorProps) {
  const text = panel.text.value.range;
  const kind = useSignal<Kind>('motif');
  const put = (chip: ChipChoice) => onChange(chips.map((other) => (other.id === chip.id ? chip : other)));
  return (
    <>
      <Choice legend={text.kind} name="chip-kind" labels={text.kinds} among={kinds} chosen={kind} />
      <ul class="chips">
        {chips
          .filter((chip) => chip.kind === kind.value)
          .map((chip) => (
            <ChipEditor
              key={chip.id}
              panel={panel}
              chip={chip}
              beside={chips}
              onChange={put}
              onRemove={() => onChange(chips.filter((other) => other.id !== chip.id))}
            />
          ))}
      </ul>
      <div class="submit">
        <button
          type="button"
          class="second"
          data-action="add-chip"
          onClick={() => onChange([...chips, newChip(panel, kind.value, chips)])}
        >
          {text.add}
        </button>
      </div>
    </>
  );
}

interface ChipEditorProps {
  readonly panel: Panel;
  readonly chip: ChipChoice;
  /** All chips, of which one stands beside this one in the sentence shown. */
  readonly beside: readonly ChipChoice[];
  readonly onChange: (chip: ChipChoice) => void;
  readonly onRemove: () => void;
}

function ChipEditor({ panel, chip, beside, onChange, onRemove }: ChipEditorProps) {
  const text = panel.text.value.range;
  const { id, name, fragment, offered, kind } = chip;
  const set = (change: Partial<ChipChoice>) => onChange({ ...chip, ...change });
  const motif = beside.find((other) => other.kind === 'motif' && other.id !== id);
  const sentence = kind === 'motif' || kind === 'occasion' || !motif ? [chip] : [motif, chip];
  return (
    <li data-chip={id} data-offered={offered}>
      <details>
        <summary>
          <ChipPicture chip={id} />
          <span>{panel.say(name)}</span>
        </summary>
        <div class="cells">
          <Tick
            label={text.offered}
            name={`chip-offered-${id}`}
            ticked={offered}
            onChange={(ticked) => set({ offered: ticked })}
          />
          <Cell
            label={text.nameZh}
            name={`chip-zh-${id}`}
            value={name.zh}
            longest={20}
            onChange={(zh) => set({ name: { ...name, zh } })}
          />
          <Cell
            label={text.nameEn}
            name={`chip-en-${id}`}
            value={name.en}
            longest={20}
            onChange={(en) => set({ name: { ...name, en } })}
          />
          <Cell
            label={text.wordsZh}
            name={`chip-words-zh-${id}`}
            value={fragment.zh}
            hint={kind === 'layout' ? text.layoutHint : text.wordsHint}
            onChange={(zh) => set({ fragment: { ...fragment, zh } })}
          />
          <Cell
            label={text.wordsEn}
            name={`chip-words-en-${id}`}
            value={fragment.en}
            onChange={(en) => set({ fragment: { ...fragment, en } })}
          />
          <p class="soft">{text.says}</p>
          <blockquote>
            <p lang="zh-CN">{sentenceOf(sentence, 'zh')}</p>
            <p lang="en">{sentenceOf(sentence, 'en')}</p>
          </blockquote>
          <button type="button" class="quiet" onClick={onRemove}>
            {text.remove}
          </button>
        </div>
      </details>
    </li>
  );
}

function newChip(panel: Panel, kind: Kind, chips: readonly ChipChoice[]): ChipChoice {
  const { newZh: zh, newEn: en } = panel.text.value.range;
  const taken = new Set(chips.map(({ id }) => id));
  const id = Array.from({ length: chips.length + 1 }, (_, i) => `own-${i + 1}`).find(
    (name) => !taken.has(name),
  );
  const words = { zh, en: en.toLowerCase() };
  const fragment = kind === 'layout' ? { zh: `{}${zh}`, en: `{} ${words.en}` } : words;
  return { id: id ?? 'own', kind, offered: false, name: { zh, en }, fragment };
}
