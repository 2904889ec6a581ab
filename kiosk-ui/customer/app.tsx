import { useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Screen } from '../shared/journey.ts';
import { languageTag } from '../shared/language.ts';
import { AttractScreen } from './attract/attract.tsx';
import { Frame } from './frame.tsx';
import { IdleQuestion } from './idle/idle-question.tsx';
import type { Kiosk } from './kiosk.ts';
import { BoardScreen } from './screens/board-screen.tsx';
import { ConfirmScreen } from './screens/confirm.tsx';
import { DescribeScreen } from './screens/describe.tsx';
import { OpeningScreen } from './screens/opening.tsx';
import { PreviewScreen } from './screens/preview.tsx';
import { ProductScreen } from './screens/product.tsx';
import { RefineScreen } from './screens/refine.tsx';
import { TicketScreen } from './screens/ticket.tsx';
import { eases } from './session/ease.ts';

const screenOf: Readonly<Record<Exclude<Screen, 'attract'>, ComponentType<{ readonly kiosk: Kiosk }>>> = {
  product: ProductScreen,
  describe: DescribeScreen,
  drawing: BoardScreen,
  choose: BoardScreen,
  refine: RefineScreen,
  preview: PreviewScreen,
  confirm: ConfirmScreen,
  ticket: TicketScreen,
};

/** The customer's page. */
export function App({ kiosk }: { readonly kiosk: Kiosk }) {
  useSignalEffect(() => {
    document.documentElement.lang = languageTag[kiosk.session.value.language];
    for (const ease of eases)
      document.documentElement.toggleAttribute(`data-${ease}`, kiosk.session.value.eases.includes(ease));
  });
  if (!kiosk.catalogue.value) return <OpeningScreen kiosk={kiosk} />;
  const { screen } = kiosk.session.value;
  if (screen === 'attract') return <AttractScreen kiosk={kiosk} />;
  const Shown = screenOf[screen];
  return (
    <Frame kiosk={kiosk}>
      <Shown kiosk={kiosk} />
      <IdleQuestion kiosk={kiosk} />
    </Frame>
  );
}
