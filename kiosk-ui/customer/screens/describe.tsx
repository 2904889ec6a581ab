import { languageTag } from '../../shared/language.ts';
import { noticeSentence } from '../announce.ts';
import type { Kiosk } from '../kiosk.ts';
import { Mockup } from '../mockup/mockup.tsx';
import { sampleOf } from '../samples/samples.ts';
import { canDraw } from '../session/next-session.ts';
import './describe.css';
import { Heading } from './heading.tsx';
import { StyleChips } from './style-chips.tsx';

/** The server takes more, but nobody reads a longer wish on a kiosk. */
const LONGEST_PROMPT = 120;

/** Second step: what should be on it, in words and in which manner. */
export function DescribeScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value;
  const { language, notice } = kiosk.session.value;
  const name = kiosk.product.value?.name[language] ?? '';
  return (
    <section class="screen describe-screen">
      <Heading
        step={text.stepOf(2, text.steps[1])}
        title={text.describe.title}
        lead={text.describe.lead(name)}
      />
      <Chosen kiosk={kiosk} />
      <div class="wish">
        {notice && (
          <p class="notice" role="status">
            {noticeSentence(notice, text, language)}
          </p>
        )}
        <Words kiosk={kiosk} />
        <Examples kiosk={kiosk} />
        <StyleChips kiosk={kiosk} />
      </div>
      <Actions kiosk={kiosk} />
    </section>
  );
}

function Chosen({ kiosk }: { readonly kiosk: Kiosk }) {
  const product = kiosk.product.value;
  if (!product) return null;
  const name = product.name[kiosk.session.value.language];
  return (
    <button
      type="button"
      class="object"
      aria-label={name}
      onClick={() => kiosk.send({ type: 'go', screen: 'product' })}
    >
      <Mockup product={product} picture={sampleOf(product.id)} />
    </button>
  );
}

function Words({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.describe;
  const { prompt } = kiosk.session.value;
  const write = (words: string) => kiosk.send({ type: 'prompt', prompt: words.replaceAll('\n', ' ') });
  return (
    <div class="words">
      <textarea
        rows={1}
        maxLength={LONGEST_PROMPT}
        aria-label={text.label}
        placeholder={text.placeholder}
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="go"
        value={prompt}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter picks a candidate while a Chinese input method is composing; only then it is not for us.
          if (event.key !== 'Enter' || event.isComposing) return;
          event.preventDefault();
          kiosk.send({ type: 'draw' });
        }}
      />
      {prompt !== '' && (
        <button type="button" class="plain" onClick={() => write('')}>
          {text.clear}
        </button>
      )}
    </div>
  );
}

function Examples({ kiosk }: { readonly kiosk: Kiosk }) {
  const { language, prompt } = kiosk.session.value;
  const examples = kiosk.catalogue.value?.examples ?? [];
  return (
    <fieldset class="choices">
      <legend>{kiosk.text.value.describe.examples}</legend>
      <div class="chips">
        {examples.map((example) => (
          <button
            type="button"
            class="chip"
            key={example.en}
            data-example={example.en}
            lang={languageTag[language]}
            aria-pressed={prompt === example[language]}
            onClick={() => kiosk.send({ type: 'prompt', prompt: example[language] })}
          >
            {example[language]}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Actions({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value;
  const session = kiosk.session.value;
  const ready = canDraw(session);
  return (
    <div class="actions">
      <button
        type="button"
        class="secondary"
        data-action="back"
        onClick={() => kiosk.send({ type: 'go', screen: 'product' })}
      >
        {text.back}
      </button>
      {session.rounds.length > 0 && (
        <button type="button" class="secondary" onClick={() => kiosk.send({ type: 'go', screen: 'choose' })}>
          {text.describe.backToDesigns}
        </button>
      )}
      <button
        type="button"
        class="primary"
        data-action="draw"
        aria-disabled={!ready}
        onClick={() => kiosk.send({ type: 'draw' })}
      >
        {ready ? text.describe.draw : text.describe.needWords}
      </button>
    </div>
  );
}
