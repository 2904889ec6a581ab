import { Seal } from '../../shared/seal.tsx';
import { LanguageButton } from '../frame.tsx';
import type { Kiosk } from '../kiosk.ts';
import { Mockup } from '../mockup/mockup.tsx';
import { sampleOf } from '../samples/samples.ts';
import './attract.css';

/** Before anyone stands here. The first touch, wherever it falls, only opens the journey. */
export function AttractScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value.attract;
  const product = kiosk.catalogue.value?.products[0];
  return (
    <div class="attract" data-screen="attract">
      <button
        type="button"
        class="attract-cover"
        data-action="wake"
        aria-label={text.touch}
        onClick={() => kiosk.send({ type: 'wake' })}
      />
      <header>
        <Seal className="attract-seal" />
        <LanguageButton kiosk={kiosk} />
      </header>
      {product && <Mockup product={product} picture={sampleOf(product.id)} />}
      <div class="attract-words">
        <h1>{text.title}</h1>
        <p>{text.lead}</p>
        <p class="attract-touch">{text.touch}</p>
      </div>
    </div>
  );
}
