import type { Kiosk } from '../kiosk.ts';
import { Mockup } from '../mockup/mockup.tsx';
import { sampleOf } from '../samples/samples.ts';
import type { Product } from '../server-types.ts';
import './product.css';
import { Heading } from './heading.tsx';

/** First step: which object. Touching one is the whole decision. */
export function ProductScreen({ kiosk }: { readonly kiosk: Kiosk }) {
  const text = kiosk.text.value;
  const products = kiosk.catalogue.value?.products ?? [];
  return (
    <section class="screen product-screen">
      <Heading step={text.stepOf(1, text.steps[0])} title={text.product.title} lead={text.product.lead} />
      <ul>
        {products.map((product, index) => (
          <li key={product.id}>
            <Card kiosk={kiosk} product={product} number={index + 1} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly kiosk: Kiosk;
  readonly product: Product;
  readonly number: number;
}

function Card({ kiosk, product, number }: CardProps) {
  const { language, product: chosen } = kiosk.session.value;
  const { widthMm, heightMm } = product.printArea;
  const name = product.name[language];
  return (
    <button
      type="button"
      class="product-card"
      data-product={product.id}
      aria-pressed={chosen === product.id}
      onClick={() => kiosk.send({ type: 'product', product: product.id })}
    >
      <Mockup product={product} picture={sampleOf(product.id)} />
      <span class="product-name">
        <b aria-hidden="true">{number}</b>
        {name}
        {product.price !== null && <em>{product.price}</em>}
      </span>
      <small>{kiosk.text.value.product.size(`${Math.round(widthMm)} × ${Math.round(heightMm)}`)}</small>
    </button>
  );
}
