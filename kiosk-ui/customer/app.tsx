import { useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { languageTag } from '../shared/language.ts';
import { Frame } from './frame.tsx';
import type { Kiosk } from './kiosk.ts';
import { BoardScreen } from './screens/board-screen.tsx';
import { DescribeScreen } from './screens/describe.tsx';
import { OnProductScreen } from './screens/on-product.tsx';
import { OpeningScreen } from './screens/opening.tsx';
import { ProductScreen } from './screens/product.tsx';
import type { Screen } from './session.ts';

const screenOf: Readonly<Record<Screen, ComponentType<{ readonly kiosk: Kiosk }>>> = {
  product: ProductScreen,
  describe: DescribeScreen,
  drawing: BoardScreen,
  choose: BoardScreen,
  'on-product': OnProductScreen,
};

/** The customer's page. */
export function App({ kiosk }: { readonly kiosk: Kiosk }) {
  useSignalEffect(() => {
    document.documentElement.lang = languageTag[kiosk.session.value.language];
  });
  if (!kiosk.catalogue.value) return <OpeningScreen kiosk={kiosk} />;
  const Shown = screenOf[kiosk.session.value.screen];
  return (
    <Frame kiosk={kiosk}>
      <Shown kiosk={kiosk} />
    </Frame>
  );
}
