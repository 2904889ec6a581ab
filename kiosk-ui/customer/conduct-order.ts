/** Sends the order that the session has confirmed, and keeps at it under the same key until it is placed or refused. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { pause } from '../shared/pause.ts';
import { articleColour } from './article-colour.ts';
import { defaultPlacement } from './placement/placement.ts';
import type { Server } from './server.ts';
import type { Catalogue, OrderRequest } from './server-types.ts';
import type { OrderEvent } from './session/order-state.ts';
import { chosenPicture, type Session, shownRound } from './session/session.ts';

/** Between two tries. Short, because a person is standing there. */
const TRY_AGAIN_MS = 1500;

/** Keeps exactly one order on its way for the session's key. */
export function conductOrder(
  server: Pick<Server, 'order'>,
  session: ReadonlySignal<Session>,
  catalogue: ReadonlySignal<Catalogue | undefined>,
  report: (event: OrderEvent) => void,
): () => void {
  let sending: { readonly key: string; readonly stop: AbortController } | undefined;
  return effect(() => {
    const { order } = session.value;
    const key = order?.phase === 'sending' && catalogue.value ? order.key : undefined;
    if (key === sending?.key) return;
    sending?.stop.abort();
    sending = key === undefined ? undefined : { key, stop: new AbortController() };
    const request = orderIn(session.value, catalogue.value);
    // Started outside the effect: its reports write the signal that this effect reads.
    if (sending && request)
      void pause(0).then(send(server, sending.key, request, report, sending.stop.signal));
  });
}

/** The whole order, with everything said that the customer saw. */
export function orderIn(session: Session, catalogue: Catalogue | undefined): OrderRequest | undefined {
  const picture = chosenPicture(session);
  const product = catalogue?.products.find(({ id }) => id === shownRound(session)?.request.product);
  if (!picture || !product) return undefined;
  const { choices, language } = session;
  const background = choices.background ?? product.background;
  const colour = articleColour(product, choices.colour);
  return {
    product: product.id,
    language,
    design: picture,
    placement: choices.placement ?? defaultPlacement(product, background),
    background,
    ...(colour && { colour: colour.id }),
    label: choices.label ?? { visible: true },
  };
}

function send(
  server: Pick<Server, 'order'>,
  key: string,
  request: OrderRequest,
  report: (event: OrderEvent) => void,
  stop: AbortSignal,
): () => Promise<void> {
  return async () => {
    while (!stop.aborted) {
      const answer = await server
        .order(key, request)
        .catch(() => ({ kind: 'trouble', trouble: { kind: 'gone' } }) as const);
      if (stop.aborted) return;
      switch (answer.kind) {
        case 'placed':
          return report({ type: 'ordered', ticket: answer.ticket });
        case 'refused':
          return report({ type: 'order-refused', message: answer.message });
        case 'trouble':
          report({ type: 'order-trouble', trouble: answer.trouble });
          await pause(TRY_AGAIN_MS, stop);
      }
    }
  };
}
