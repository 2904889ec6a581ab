import { troubleSentence } from '../announce.ts';
import { articleColour } from '../article-colour.ts';
import type { Kiosk } from '../kiosk.ts';
import { useMotifShare } from '../mockup/motif-share.ts';
import { PlacedMockup } from '../placement/placed-mockup.tsx';
import { defaultPlacement, heightMmOf } from '../placement/placement.ts';
import type { Consent, Product } from '../server-types.ts';
import { isLabelled, type Label, type OrderState, type Placement } from '../session/order-state.ts';
import { shownRound } from '../session/session.ts';
import { Heading } from './heading.tsx';
import './confirm.css';

interface ConfirmProps {
  readonly kiosk: Kiosk;
}

/** What will be printed, in the customer's own eyes, before it is ordered. */
export function ConfirmScreen({ kiosk }: ConfirmProps) {
  const text = kiosk.text.value;
  const session = kiosk.session.value;
  const round = shownRound(session);
  const product = kiosk.catalogue.value?.products.find(({ id }) => id === round?.request.product);
  const picture = round?.pictures[session.picture ?? -1];
  if (!product || picture === undefined) return null;
  const background = session.choices.background ?? product.background;
  const placement = session.choices.placement ?? defaultPlacement(product, background);
  const colour = articleColour(product, session.choices.colour);
  const motif = background === 'remove' ? `${picture}/cutout` : undefined;
  return (
    <section class="screen confirm-screen">
      <Heading step={text.stepOf(4, text.steps[3])} title={text.confirm.title} lead={text.confirm.lead} />
      <div class="stage">
        <PlacedMockup
          product={product}
          picture={picture}
          background={background}
          placement={placement}
          colour={colour?.hex}
          turn={0}
          guides={null}
          mark={isLabelled(session.choices) ? session.language : null}
          label={text.preview.title(product.name[session.language])}
        />
      </div>
      <div class="confirm-side">
        <dl>
          <dt>{text.confirm.product}</dt>
          <dd>{product.name[session.language]}</dd>
          {colour && (
            <>
              <dt>{text.confirm.colour}</dt>
              <dd>{colour.name[session.language]}</dd>
            </>
          )}
          <dt>{text.confirm.size}</dt>
          <PrintedSize product={product} placement={placement} motif={motif} />
        </dl>
        <Labels kiosk={kiosk} />
        <News kiosk={kiosk} order={session.order} />
      </div>
      <ConfirmActions kiosk={kiosk} order={session.order} />
    </section>
  );
}

interface PrintedSizeProps {
  readonly product: Product;
  readonly placement: Placement;
  /** Address of the motif alone, where it is printed without its ground. */
  readonly motif: string | undefined;
}

/** What a ruler will find on the article, in whole centimetres and halves: nobody measures closer in a shop. */
function PrintedSize({ product, placement, motif }: PrintedSizeProps) {
  const share = useMotifShare(motif);
  const cm = (mm: number) => (Math.round(mm / 5) / 2).toString();
  const { printArea } = product;
  const width = Math.min(share.width * placement.widthMm, printArea.widthMm);
  const height = Math.min(share.height * heightMmOf(product, placement), printArea.heightMm);
  return <dd data-size>{`${cm(width)} × ${cm(height)} cm`}</dd>;
}

/** The visible label, or the customer's word for a print without it. */
function Labels({ kiosk }: ConfirmProps) {
  const text = kiosk.text.value.confirm;
  const { choices, language, order } = kiosk.session.value;
  const consent = kiosk.consent.value;
  const visible = isLabelled(choices);
  const choose = (label: Label) => kiosk.send({ type: 'choices', choices: { label } });
  return (
    <fieldset disabled={order?.phase === 'sending'}>
      <legend>{text.label}</legend>
      <label class="choice" data-label="visible">
        <input type="radio" name="label" checked={visible} onChange={() => choose({ visible: true })} />
        <span>{text.labelVisible}</span>
      </label>
      {consent && (
        <label class="choice" data-label="none">
          <input type="radio" name="label" checked={!visible} onChange={() => choose(without(consent))} />
          <span>
            {text.labelNone}
            {!visible && <small>{consent.text[language]}</small>}
          </span>
        </label>
      )}
    </fieldset>
  );
}

const without = ({ textVersion }: Consent): Label => ({ visible: false, consent: { textVersion } });

interface OrderProps extends ConfirmProps {
  readonly order: OrderState | undefined;
}

function News({ kiosk, order }: OrderProps) {
  const text = kiosk.text.value;
  const { language } = kiosk.session.value;
  const printer = kiosk.shop.settings.value?.printerTrouble?.[language];
  const news =
    order?.phase === 'refused'
      ? (order.message?.[language] ?? text.confirm.refused)
      : order?.phase === 'sending' && order.trouble
        ? troubleSentence(order.trouble, text, language)
        : printer;
  return (
    <p class="news" role="status" data-phase={order?.phase}>
      {news}
    </p>
  );
}

function ConfirmActions({ kiosk, order }: OrderProps) {
  const text = kiosk.text.value.confirm;
  const sending = order?.phase === 'sending';
  return (
    <div class="actions">
      <button
        type="button"
        class="secondary"
        data-action="back"
        disabled={sending}
        onClick={() => kiosk.send({ type: 'back' })}
      >
        {text.back}
      </button>
      <button
        type="button"
        class="primary"
        data-action="order"
        aria-busy={sending}
        disabled={sending}
        onClick={() => kiosk.send({ type: 'confirm', key: crypto.randomUUID() })}
      >
        {sending ? text.sending : text.order}
      </button>
    </div>
  );
}
