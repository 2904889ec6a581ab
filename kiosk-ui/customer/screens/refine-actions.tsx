import { useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import type { Closeness, Remedy } from '../session/session-event.ts';

interface ActionsProps {
  readonly kiosk: Kiosk;
  /** Id of the product that the design is for. */
  readonly product: string;
}

type Open = 'alike' | 'fix' | undefined;

const closenesses: readonly Closeness[] = ['close', 'alike', 'free'];
const remedies: readonly Remedy[] = ['clean', 'closer', 'afresh'];

/** The ways on from one design. Two of them ask one more thing, in a row of their own. */
export function RefineActions({ kiosk, product }: ActionsProps) {
  const text = kiosk.text.value.refine;
  const [open, setOpen] = useState<Open>();
  const { language } = kiosk.session.value;
  const name = kiosk.catalogue.value?.products.find(({ id }) => id === product)?.name[language] ?? '';
  return (
    <div class="refine-actions">
      {open && <Details kiosk={kiosk} open={open} />}
      <div class="refine-ways">
        <Toggle open={open} name="alike" label={text.alike} onOpen={setOpen} />
        <button
          type="button"
          class="plain"
          data-action="change-words"
          onClick={() => kiosk.send({ type: 'change-words' })}
        >
          {text.changeWords}
        </button>
        <Toggle open={open} name="fix" label={text.fix} onOpen={setOpen} />
      </div>
      <div class="actions">
        <button
          type="button"
          class="secondary"
          data-action="back"
          onClick={() => kiosk.send({ type: 'back' })}
        >
          {text.allFour}
        </button>
        <button
          type="button"
          class="primary"
          data-action="preview"
          onClick={() => kiosk.send({ type: 'go', screen: 'preview' })}
        >
          {text.onObject(name)}
        </button>
      </div>
    </div>
  );
}

interface ToggleProps {
  readonly open: Open;
  readonly name: Exclude<Open, undefined>;
  readonly label: string;
  readonly onOpen: (open: Open) => void;
}

function Toggle({ open, name, label, onOpen }: ToggleProps) {
  return (
    <button
      type="button"
      class="plain"
      data-action={name}
      aria-expanded={open === name}
      onClick={() => onOpen(open === name ? undefined : name)}
    >
      {label}
    </button>
  );
}

function Details({ kiosk, open }: { readonly kiosk: Kiosk; readonly open: Exclude<Open, undefined> }) {
  const text = kiosk.text.value.refine;
  return (
    <div class="chips" data-details={open}>
      {open === 'alike'
        ? closenesses.map((closeness) => (
            <button
              type="button"
              class="chip"
              key={closeness}
              data-closeness={closeness}
              onClick={() => kiosk.send({ type: 'more-like-this', closeness })}
            >
              {text.closeness[closeness]}
            </button>
          ))
        : remedies.map((remedy) => (
            <button
              type="button"
              class="chip"
              key={remedy}
              data-remedy={remedy}
              onClick={() =>
                kiosk.send({ type: 'fix', remedy, guided: kiosk.catalogue.value?.matters.guidance ?? false })
              }
            >
              {text.remedies[remedy]}
            </button>
          ))}
    </div>
  );
}
