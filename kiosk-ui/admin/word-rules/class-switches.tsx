import type { Panel } from '../panel.ts';
import type { ShopRules, WordClassView } from '../server-types.ts';

export interface ClassSwitchesProps {
  readonly panel: Panel;
  readonly classes: readonly WordClassView[];
  readonly off: ShopRules['off'];
  readonly onChange: (off: ShopRules['off']) => void;
}

/** Which lists count; some always do. */
export function ClassSwitches({ panel, classes, off, onChange }: ClassSwitchesProps) {
  const text = panel.text.value.wordRules;
  const isOff = (name: WordClassView['name']) => off.some((other) => other === name);
  const switchable = (name: WordClassView['name']): name is ShopRules['off'][number] =>
    classes.some((one) => one.name === name && one.canBeOff);
  const put = (name: WordClassView['name'], on: boolean) => {
    if (!switchable(name)) return;
    onChange(on ? off.filter((other) => other !== name) : [...off, name]);
  };
  return (
    <fieldset class="switches">
      <legend>{text.classesTitle}</legend>
      <p class="soft">{text.classesLead}</p>
      {classes.map(({ name, entries, canBeOff }) => (
        <label class="check" key={name}>
          <input
            type="checkbox"
            name={`class-${name}`}
            checked={!isOff(name)}
            disabled={!canBeOff}
            onChange={({ currentTarget }) => put(name, currentTarget.checked)}
          />
          <span>
            {text.classes[name]}{' '}
            <small>{canBeOff ? text.entries(entries) : `${text.entries(entries)}, ${text.always}`}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
