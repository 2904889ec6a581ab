import type { Panel } from '../panel.ts';
import type { ProductChoice } from '../server-types.ts';
import { Cell } from './cell.tsx';

type Colours = ProductChoice['colours'];
type Colour = Colours[number];

export interface ColoursEditorProps {
  readonly panel: Panel;
  /** Id, for the names of the fields. */
  readonly product: string;
  /** At least one. */
  readonly colours: Colours;
  readonly onChange: (colours: Colours) => void;
}

/** As many as the server takes. */
const MOST = 8;
const NEW_HEX = '#8c8c8c';

/** The colours that the shop keeps an article in; customers see the first one first. */
export function ColoursEditor({ panel, product, colours, onChange }: ColoursEditorProps) {
  const text = panel.text.value.range;
  const add = () =>
    onChange([...colours, { ...newColour(colours), name: { zh: text.newColourZh, en: text.newColourEn } }]);
  return (
    <fieldset class="colours" data-colours={product}>
      <legend>{text.colours}</legend>
      {colours.map((colour) => (
        <ColourRow
          key={colour.id}
          panel={panel}
          name={`${product}-${colour.id}`}
          colour={colour}
          onChange={(changed) => onChange(colours.map((old) => (old.id === colour.id ? changed : old)))}
          onRemove={
            colours.length > 1 ? () => onChange(colours.filter((old) => old.id !== colour.id)) : undefined
          }
        />
      ))}
      {colours.length < MOST && (
        <button type="button" class="second" data-action={`add-colour-${product}`} onClick={add}>
          {text.add}
        </button>
      )}
    </fieldset>
  );
}

interface ColourRowProps {
  readonly panel: Panel;
  readonly name: string;
  readonly colour: Colour;
  readonly onChange: (colour: Colour) => void;
  readonly onRemove: (() => void) | undefined;
}

function ColourRow({ panel, name: field, colour, onChange, onRemove }: ColourRowProps) {
  const text = panel.text.value.range;
  const { name, hex } = colour;
  return (
    <div class="colour">
      <input
        type="color"
        name={`hex-${field}`}
        aria-label={text.colourOf(panel.say(name))}
        value={hex}
        onInput={({ currentTarget }) => onChange({ ...colour, hex: currentTarget.value })}
      />
      <Cell
        label={text.nameZh}
        name={`zh-${field}`}
        value={name.zh}
        longest={20}
        onChange={(zh) => onChange({ ...colour, name: { ...name, zh } })}
      />
      <Cell
        label={text.nameEn}
        name={`en-${field}`}
        value={name.en}
        longest={20}
        onChange={(en) => onChange({ ...colour, name: { ...name, en } })}
      />
      {onRemove && (
        <button
          type="button"
          class="quiet"
          aria-label={text.removeColour(panel.say(name))}
          data-action={`remove-${field}`}
          onClick={onRemove}
        >
          {text.remove}
        </button>
      )}
    </div>
  );
}

/** An id that no other colour of this article has: orders of long ago keep theirs. */
function newColour(colours: Colours): Pick<Colour, 'id' | 'hex'> {
  const taken = new Set(colours.map(({ id }) => id));
  let number = colours.length + 1;
  while (taken.has(`colour-${number}`)) number += 1;
  return { id: `colour-${number}`, hex: NEW_HEX };
}
