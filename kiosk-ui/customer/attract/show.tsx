import { useEffect, useState } from 'preact/hooks';
import type { Kiosk } from '../kiosk.ts';
import { Mockup } from '../mockup/mockup.tsx';
import type { Product, ShownDesign } from '../server-types.ts';
import { shippedDesigns } from './shipped.ts';

/** Long enough to look at one design from across the shop. */
const SLIDE_MS = 7000;

/** A slow show of designs on the things they were drawn for; it stands still for who wants no motion. */
export function Show({ kiosk }: { readonly kiosk: Kiosk }) {
  const products = kiosk.catalogue.value?.products ?? [];
  const staffs = useShowcase(kiosk);
  const designs = staffs.length > 0 ? staffs : shippedDesigns(products.map(({ id }) => id));
  const design = designs[useTurn() % Math.max(1, designs.length)];
  if (!design) return null;
  const product = products.find(({ id }) => id === design.product);
  return (
    <div class="show" key={design.url}>
      <Slide design={design} product={product} />
    </div>
  );
}

function Slide({ design, product }: { readonly design: ShownDesign; readonly product: Product | undefined }) {
  if (product) return <Mockup product={product} picture={design.url} />;
  return <img class="show-picture" src={design.url} alt="" draggable={false} />;
}

function useShowcase(kiosk: Kiosk): readonly ShownDesign[] {
  const [designs, setDesigns] = useState<readonly ShownDesign[]>([]);
  useEffect(() => {
    let here = true;
    void kiosk.showcase().then((shown) => here && setDesigns(shown));
    return () => {
      here = false;
    };
  }, []);
  return designs;
}

/** Counts the slides. */
function useTurn(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => setTurn((before) => before + 1), SLIDE_MS);
    return () => clearInterval(timer);
  }, []);
  return turn;
}
