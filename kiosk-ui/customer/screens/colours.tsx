import type { Kiosk } from '../kiosk.ts';
import type { Product } from '../server-types.ts';
import './colours.css';

interface ColoursProps {
  readonly kiosk: Kiosk;
  readonly colours: Product['colours'];
  /** Id of the one the article is shown in. */
  readonly chosen: string | undefined;
}

/** What colour the article itself shall be, as swatches of its cloth. */
export function Colours({ kiosk, colours, chosen }: ColoursProps) {
  const text = kiosk.text.value.preview;
  const { language } = kiosk.session.value;
  const name = colours.find(({ id }) => id === chosen)?.name[language];
  return (
    <fieldset class="colours">
      <legend class="for-ears">{text.colourLabel}</legend>
      {colours.map((colour) => (
        <button
          type="button"
          key={colour.id}
          data-colour={colour.id}
          aria-label={colour.name[language]}
          aria-pressed={colour.id === chosen}
          style={{ '--swatch': colour.hex }}
          onClick={() => kiosk.send({ type: 'choices', choices: { colour: colour.id } })}
        />
      ))}
      <span aria-hidden="true">{name}</span>
    </fieldset>
  );
}
