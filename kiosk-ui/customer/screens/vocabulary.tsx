import { useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import { ChipPicture } from '../wish/chip-picture.tsx';
import { StyleSwatch } from './style-swatch.tsx';
import './vocabulary.css';

const shelves = ['motif', 'style', 'colour', 'occasion', 'layout'] as const;
type Shelf = (typeof shelves)[number];

interface ShelfProps {
  readonly kiosk: Kiosk;
  readonly shelf: Shelf;
}

/** Words to touch, on five shelves of which one is open. */
export function Vocabulary({ kiosk }: { readonly kiosk: Kiosk }) {
  const [open, setOpen] = useState<Shelf>('motif');
  return (
    <div class="vocabulary">
      <div role="tablist" class="shelves" aria-label={kiosk.text.value.describe.shelvesLabel}>
        {shelves.map((shelf) => (
          <Tab key={shelf} kiosk={kiosk} shelf={shelf} open={shelf === open} onOpen={() => setOpen(shelf)} />
        ))}
      </div>
      <div role="tabpanel" id="shelf" aria-labelledby={`tab-${open}`} class="shelf" key={open}>
        {open === 'style' ? <Styles kiosk={kiosk} /> : <Chips kiosk={kiosk} shelf={open} />}
      </div>
    </div>
  );
}

interface TabProps extends ShelfProps {
  readonly open: boolean;
  readonly onOpen: () => void;
}

function Tab({ kiosk, shelf, open, onOpen }: TabProps) {
  const { language } = kiosk.session.value;
  const taken = takenFrom(kiosk, shelf).map((name) => name[language]);
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${shelf}`}
      data-shelf={shelf}
      aria-selected={open}
      aria-controls="shelf"
      onClick={onOpen}
    >
      {kiosk.text.value.describe.shelves[shelf]}
      <small>{taken.join(language === 'zh' ? '、' : ', ')}</small>
    </button>
  );
}

/** The names of what is pressed on a shelf, so that nothing hides on a closed one. */
function takenFrom(kiosk: Kiosk, shelf: Shelf) {
  const { chips, style } = kiosk.session.value;
  const { catalogue } = kiosk;
  if (shelf === 'style') {
    return (catalogue.value?.styles ?? []).filter(({ id }) => id === style).map(({ name }) => name);
  }
  const pressed = (catalogue.value?.chips ?? []).filter(
    ({ id, kind }) => kind === shelf && chips.includes(id),
  );
  return pressed.map(({ name }) => name);
}

function Chips({ kiosk, shelf }: ShelfProps) {
  const { chips, language } = kiosk.session.value;
  const offered = (kiosk.catalogue.value?.chips ?? []).filter(({ kind }) => kind === shelf);
  return offered.map((chip) => (
    <button
      type="button"
      class="picture-chip"
      key={chip.id}
      data-chip={chip.id}
      aria-pressed={chips.includes(chip.id)}
      onClick={() => kiosk.touchChip(chip)}
    >
      <ChipPicture chip={chip.id} />
      {chip.name[language]}
    </button>
  ));
}

/** The manners of drawing, each with the same blossom drawn in it. */
function Styles({ kiosk }: { readonly kiosk: Kiosk }) {
  const { language, style } = kiosk.session.value;
  const any = { id: undefined, label: kiosk.text.value.describe.anyStyle };
  const styles = kiosk.catalogue.value?.styles ?? [];
  const choices = [any, ...styles.map(({ id, name }) => ({ id, label: name[language] }))];
  return choices.map(({ id, label }) => (
    <button
      type="button"
      class="picture-chip"
      key={id ?? 'any'}
      data-style={id ?? 'any'}
      aria-pressed={style === id}
      onClick={() => kiosk.send({ type: 'style', style: id })}
    >
      <StyleSwatch style={id} />
      {label}
    </button>
  ));
}
