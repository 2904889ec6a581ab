import type { Panel } from '../panel.ts';
import type { RangeChoice, RangeView } from '../server-types.ts';
import { Cell, Tick } from './cell.tsx';

type Presets = RangeView['modelPresets'];

export interface PresetsEditorProps {
  readonly panel: Panel;
  readonly presets: RangeChoice['presets'];
  /** What the model suggests. */
  readonly suggested: Presets;
  readonly onChange: (presets: RangeChoice['presets']) => void;
}

const PICTURES = 4;

/** What the words of a preset stand for, beside the time that this machine takes. */
export function PresetsEditor({ panel, presets, suggested, onChange }: PresetsEditorProps) {
  const text = panel.text.value.range;
  const { steps, guidance } = presets ?? suggested;
  const secondsPerStep = panel.live.value?.facts.engine.secondsPerStep ?? null;
  const seconds = (count: number) => ((secondsPerStep ?? 0) * count * PICTURES).toFixed(1);
  return (
    <>
      <p class="soft">{text.presetsLead}</p>
      <Tick
        label={text.modelsOwn}
        name="models-own"
        ticked={presets === null}
        onChange={(ticked) => onChange(ticked ? null : suggested)}
      />
      {presets !== null && (
        <div class="cells">
          {(['quick', 'fine'] as const).map((word) => (
            <Cell
              key={word}
              label={text[word]}
              name={`steps-${word}`}
              value={steps[word]}
              onChange={(typed) => onChange({ guidance, steps: { ...steps, [word]: Number(typed) } })}
            />
          ))}
          {(['free', 'balanced', 'exact'] as const).map((word) => (
            <Cell
              key={word}
              label={text[word]}
              name={`guidance-${word}`}
              value={guidance[word]}
              onChange={(typed) => onChange({ steps, guidance: { ...guidance, [word]: Number(typed) } })}
            />
          ))}
        </div>
      )}
      {secondsPerStep !== null && <p>{text.seconds(seconds(steps.quick), seconds(steps.fine))}</p>}
    </>
  );
}
