import type { Kiosk } from '../kiosk.ts';
import { StyleSwatch } from './style-swatch.tsx';

/** More do not fit beside each other on an upright screen. */
const MOST_COLUMNS = 7;

/** Columns that fill the fewest rows evenly. */
function columnsFor(count: number): number {
  return Math.ceil(count / Math.ceil(count / MOST_COLUMNS));
}

/** The manners of drawing, each with the same blossom drawn in it. */
export function StyleChips({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.describe;
  const { language, style } = kiosk.session.value;
  const styles = kiosk.catalogue.value?.styles ?? [];
  const any = { id: undefined, label: text.anyStyle };
  const choices = [any, ...styles.map(({ id, name }) => ({ id, label: name[language] }))];
  return (
    <fieldset class="choices">
      <legend>{text.styles}</legend>
      <div class="style-chips" style={{ '--columns': columnsFor(choices.length) }}>
        {choices.map(({ id, label }) => (
          <button
            type="button"
            class="style-chip"
            key={id ?? 'any'}
            data-style={id ?? 'any'}
            aria-pressed={(style ?? undefined) === id}
            onClick={() => kiosk.send({ type: 'style', style: id })}
          >
            <StyleSwatch style={id} />
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
