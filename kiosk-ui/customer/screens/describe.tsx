import { useEffect, useState } from 'preact/hooks';
import { noticeSentence } from '../announce.ts';
import { previewPainter } from '../board/preview-painter.ts';
import type { Kiosk } from '../kiosk.ts';
import { Mockup } from '../mockup/mockup.tsx';
import { sampleOf } from '../samples/samples.ts';
import { findPicture } from '../session/session.ts';
import { troubleOfWords } from '../session/words.ts';
import './describe.css';
import { Heading } from './heading.tsx';
import { Presets } from './presets.tsx';
import { Vocabulary } from './vocabulary.tsx';
import { Words } from './words.tsx';

interface ScreenProps {
  readonly kiosk: Kiosk;
}

/** Second step: what should be on it, in words and by touch. */
export function DescribeScreen({ kiosk }: ScreenProps) {
  const text = kiosk.text.value;
  const { language } = kiosk.session.value;
  const name = kiosk.product.value?.name[language] ?? '';
  const [typing, setTyping] = useState(false);
  // The next screen will need it at once.
  useEffect(() => previewPainter.prepare(), []);
  return (
    <section class="screen describe-screen" data-typing={typing}>
      <Heading
        step={text.stepOf(2, text.steps[1])}
        title={text.describe.title}
        lead={text.describe.lead(name)}
      />
      <Chosen kiosk={kiosk} />
      <div class="wish">
        <Notice kiosk={kiosk} />
        <Words kiosk={kiosk} typing={typing} onTyping={setTyping} />
        {!typing && (
          <>
            <Kept kiosk={kiosk} />
            <Vocabulary kiosk={kiosk} />
            <Presets kiosk={kiosk} />
          </>
        )}
      </div>
      <Actions kiosk={kiosk} />
    </section>
  );
}

function Chosen({ kiosk }: ScreenProps) {
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

/** Why the customer is here again, beside the words it is about. */
function Notice({ kiosk }: ScreenProps) {
  const { notice, language } = kiosk.session.value;
  if (!notice) return null;
  return (
    <p class="notice" role="status" data-notice={notice.kind}>
      {noticeSentence(notice, kiosk.text.value, language)}
    </p>
  );
}

/** Says that only the words will change, while the composition of a picture stays. */
function Kept({ kiosk }: ScreenProps) {
  const text = kiosk.text.value.describe;
  const { keeping } = kiosk.session.value;
  const picture = findPicture(kiosk.session.value, keeping)?.url;
  if (picture === undefined) return null;
  return (
    <div class="kept">
      <img src={picture} alt="" draggable={false} />
      <p>{text.keeping}</p>
      <button
        type="button"
        class="plain"
        data-action="compose-anew"
        onClick={() => kiosk.send({ type: 'compose-anew' })}
      >
        {text.composeAnew}
      </button>
    </div>
  );
}

function Actions({ kiosk }: ScreenProps) {
  const text = kiosk.text.value;
  const session = kiosk.session.value;
  const trouble = troubleOfWords(session.prompt);
  return (
    <div class="actions">
      <button type="button" class="secondary" data-action="back" onClick={() => kiosk.send({ type: 'back' })}>
        {text.back}
      </button>
      {session.rounds.length > 0 && (
        <button
          type="button"
          class="secondary"
          data-action="designs"
          onClick={() => kiosk.send({ type: 'go', screen: 'choose' })}
        >
          {text.describe.backToDesigns}
        </button>
      )}
      <button
        type="button"
        class="primary"
        data-action="draw"
        aria-disabled={trouble !== undefined}
        onClick={() => kiosk.send({ type: 'draw' })}
      >
        {trouble === undefined ? text.describe.draw : text.describe.needWords[trouble]}
      </button>
    </div>
  );
}
