import type { Kiosk } from '../kiosk.ts';
import type { Preset } from '../server-types.ts';
import './presets.css';

const guidances: readonly Preset['guidance'][] = ['free', 'balanced', 'exact'];
const paces: readonly Preset['steps'][] = ['quick', 'fine'];

/** How freely and how finely to draw, in plain words; only what makes a difference with this model. */
export function Presets({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.presets;
  const { preset } = kiosk.session.value;
  const matters = kiosk.catalogue.value?.matters;
  if (!matters?.guidance && !matters?.steps) return null;
  return (
    <div class="presets">
      {matters.guidance && (
        <Choice
          label={text.guidance}
          options={guidances}
          words={text.guidances}
          chosen={preset.guidance}
          onChoose={(guidance) => kiosk.send({ type: 'preset', preset: { guidance } })}
        />
      )}
      {matters.steps && (
        <Choice
          label={text.steps}
          options={paces}
          words={text.paces}
          chosen={preset.steps}
          onChoose={(steps) => kiosk.send({ type: 'preset', preset: { steps } })}
        />
      )}
    </div>
  );
}

interface ChoiceProps<Option extends string> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly words: Readonly<Record<Option, string>>;
  readonly chosen: Option;
  readonly onChoose: (option: Option) => void;
}

function Choice<Option extends string>({ label, options, words, chosen, onChoose }: ChoiceProps<Option>) {
  return (
    <fieldset class="preset">
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          type="button"
          class="chip"
          key={option}
          data-preset={option}
          aria-pressed={option === chosen}
          onClick={() => onChoose(option)}
        >
          {words[option]}
        </button>
      ))}
    </fieldset>
  );
}
