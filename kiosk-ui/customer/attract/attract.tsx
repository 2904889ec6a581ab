import { Seal } from '../../shared/seal.tsx';
import { LanguageButton } from '../frame.tsx';
import type { Kiosk } from '../kiosk.ts';
import { newsOf } from '../strip.tsx';
import './attract.css';
import { Fingerprint } from './fingerprint.tsx';
import { Show } from './show.tsx';

interface AttractProps {
  readonly kiosk: Kiosk;
}

/** Before anyone stands here. The first touch, wherever it falls, only opens the journey. */
export function AttractScreen({ kiosk }: AttractProps) {
  const { language } = kiosk.session.value;
  const shopName = kiosk.shop.settings.value?.shopName[language];
  const news = newsOf(kiosk);
  const resting = news?.kind === 'gone' || news?.kind === 'paused';
  return (
    <div class="attract" data-screen="attract">
      {!resting && (
        <button
          type="button"
          class="attract-cover"
          data-action="wake"
          aria-label={kiosk.text.value.attract.touch}
          onClick={() => kiosk.send({ type: 'wake' })}
        />
      )}
      <header>
        <Seal className="attract-seal" />
        {shopName && <p class="attract-shop">{shopName}</p>}
        <LanguageButton kiosk={kiosk} />
      </header>
      <Show kiosk={kiosk} />
      <Fingerprint kiosk={kiosk} />
      {resting ? <Resting kiosk={kiosk} sentence={news.sentence} /> : <Inviting kiosk={kiosk} />}
    </div>
  );
}

function Inviting({ kiosk }: AttractProps) {
  const text = kiosk.text.value.attract;
  const news = newsOf(kiosk);
  return (
    <main class="attract-words">
      <h1>{text.title}</h1>
      <p>{news?.sentence ?? text.lead}</p>
      <p class="attract-touch" aria-hidden="true">
        {text.touch}
      </p>
    </main>
  );
}

/** While nothing can be drawn: why, and that it ends by itself. */
function Resting({ kiosk, sentence }: AttractProps & { readonly sentence: string }) {
  return (
    <main class="attract-words" data-resting>
      <h1>{kiosk.text.value.attract.resting}</h1>
      <p role="status">{sentence}</p>
    </main>
  );
}
