import type { ComponentChildren } from 'preact';
import { Seal } from '../shared/seal.tsx';
import { announcement } from './announce.ts';
import { EaseButton } from './ease/ease-button.tsx';
import './frame.css';
import type { Screen } from '../shared/journey.ts';
import type { Kiosk } from './kiosk.ts';
import { canShow } from './session/places.ts';
import { Strip } from './strip.tsx';

const steps: readonly Screen[] = ['product', 'describe', 'choose', 'preview'];

/** The step that a screen without one of its own belongs to. */
const stepOf: Readonly<Partial<Record<Screen, Screen>>> = {
  drawing: 'choose',
  refine: 'choose',
  confirm: 'preview',
  ticket: 'preview',
};

/** What every screen shares: the mark, the way so far, the language, the way back to the start. */
export function Frame({ kiosk, children }: { readonly kiosk: Kiosk; readonly children: ComponentChildren }) {
  const text = kiosk.text.value;
  const { screen } = kiosk.session.value;
  return (
    <div class="frame">
      <header>
        <Brand kiosk={kiosk} />
        <Steps kiosk={kiosk} />
        <div class="frame-tools">
          {screen !== 'product' && (
            <button
              type="button"
              class="plain"
              data-action="start-over"
              onClick={() => kiosk.send({ type: 'start-over' })}
            >
              {text.startOver}
            </button>
          )}
          <EaseButton kiosk={kiosk} />
          <LanguageButton kiosk={kiosk} />
        </div>
      </header>
      <Strip kiosk={kiosk} />
      <main>{children}</main>
      <footer>{text.footnote}</footer>
      <p class="for-ears" aria-live="polite">
        {announcement(kiosk.session.value, text, kiosk.product.value?.name[kiosk.session.value.language])}
      </p>
    </div>
  );
}

function Brand({ kiosk }: { readonly kiosk: Kiosk }) {
  return (
    <div class="brand">
      <Seal />
      <span lang="en">Motif</span>
      {kiosk.session.value.language === 'zh' && <small>{kiosk.text.value.brand}</small>}
    </div>
  );
}

/** Switches to the other language; its label is written in that language. */
export function LanguageButton({ kiosk }: { readonly kiosk: Kiosk }) {
  const other = kiosk.session.value.language === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" class="plain language" data-action="language" onClick={() => kiosk.speak(other)}>
      {kiosk.text.value.otherLanguage}
    </button>
  );
}

function Steps({ kiosk }: { readonly kiosk: Kiosk }) {
  const session = kiosk.session.value;
  const here = stepOf[session.screen] ?? session.screen;
  return (
    <nav>
      <ol>
        {steps.map((screen, index) => (
          <li key={screen}>
            <button
              type="button"
              aria-current={screen === here ? 'step' : undefined}
              disabled={screen !== here && !canShow(session, screen)}
              onClick={() => kiosk.send({ type: 'go', screen })}
            >
              <b>{index + 1}</b>
              {kiosk.text.value.steps[index]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
