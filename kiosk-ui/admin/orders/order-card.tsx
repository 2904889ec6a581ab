import { useSignal } from '@preact/signals';
import { clock } from '../clock.ts';
import type { Panel } from '../panel.ts';
import type { Answer } from '../server.ts';
import type { BoardOrder, StaffState } from '../server-types.ts';

export interface OrderProps {
  readonly panel: Panel;
  readonly order: BoardOrder;
}

/** One order: its design, what it is, and what can be done. */
export function OrderCard({ panel, order }: OrderProps) {
  const text = panel.text.value.orders;
  const said = useSignal('');
  const ask = async (asking: Promise<Answer<BoardOrder>>) => {
    const answer = await asking;
    said.value = answer.ok ? '' : panel.say(answer.message);
  };
  return (
    <li data-order={order.code} data-state={order.state}>
      <Design panel={panel} order={order} />
      <div class="what">
        <p>
          <b class="code">{order.code}</b> <span class="state">{text.states[order.state]}</span>
        </p>
        <p>
          {panel.say(order.productName)}
          {order.colour && (
            <>
              {' · '}
              <span class="swatch" style={{ '--swatch': order.colour.hex }} aria-hidden="true" />{' '}
              {panel.say(order.colour.name)}
            </>
          )}
        </p>
        <p class="soft">{factsOf(panel, order)}</p>
        <p class="soft">
          {text.by(text.who[order.changedBy] ?? order.changedBy, clock(panel, order.changedAt))}
        </p>
        <Actions panel={panel} order={order} ask={ask} />
        {said.value !== '' && (
          <p class="bad" role="alert">
            {said.value}
          </p>
        )}
      </div>
    </li>
  );
}

/** An archived order has no files any more. */
function Design({ panel, order }: OrderProps) {
  const gone = useSignal(false);
  const address = `/api/orders/${order.code}/picture`;
  if (gone.value) return <span class="picture" />;
  return (
    <a class="picture" href={address} target="_blank" rel="noreferrer">
      <img
        src={address}
        alt={panel.text.value.orders.picture(order.code)}
        loading="lazy"
        onError={() => {
          gone.value = true;
        }}
      />
    </a>
  );
}

function factsOf(panel: Panel, order: BoardOrder): string {
  const text = panel.text.value.orders;
  const facts = [text.size(order.widthMm.toFixed(0), order.master.effectiveDpi.toFixed(0))];
  const { edgeWidthMm } = order.master;
  if (typeof edgeWidthMm === 'number') facts.push(text.edges(edgeWidthMm.toFixed(1)));
  if (order.background === 'remove') facts.push(text.cutOut);
  if (!order.visibleLabel) facts.push(text.unlabelled);
  return facts.join(' · ');
}

interface ActionsProps extends OrderProps {
  readonly ask: (asking: Promise<Answer<BoardOrder>>) => Promise<void>;
}

function Actions({ panel, order, ask }: ActionsProps) {
  const { server } = panel;
  const text = panel.text.value.orders;
  const asksAgain = useSignal(false);
  const move = (state: StaffState) => void ask(server.moveOrder(order.code, state));
  const onward = order.next.filter((state) => state !== 'cancelled');
  if (asksAgain.value) {
    const close = () => {
      asksAgain.value = false;
    };
    return (
      <div class="submit">
        <button type="button" class="main" data-action="cancel-surely" onClick={() => move('cancelled')}>
          {text.sure}
        </button>
        <button type="button" class="second" onClick={close}>
          {text.keep}
        </button>
      </div>
    );
  }
  return (
    <div class="submit">
      {onward.map((state) => (
        <button key={state} type="button" class="main" data-action={state} onClick={() => move(state)}>
          {text.moves[state]}
        </button>
      ))}
      {order.mayReprint && (
        <button
          type="button"
          class="second"
          data-action="reprint"
          onClick={() => void ask(server.reprintOrder(order.code))}
        >
          {text.reprint}
        </button>
      )}
      {order.mayArchive && (
        <button
          type="button"
          class="second"
          data-action="archive"
          onClick={() => void ask(server.archiveOrder(order.code))}
        >
          {text.archive}
        </button>
      )}
      <Files panel={panel} order={order} />
      {order.next.includes('cancelled') && (
        <button
          type="button"
          class="quiet"
          data-action="cancel"
          onClick={() => {
            asksAgain.value = true;
          }}
        >
          {text.moves.cancelled}
        </button>
      )}
    </div>
  );
}

function Files({ panel, order }: OrderProps) {
  const text = panel.text.value.orders;
  const files = [
    ['print.pdf', text.pdf],
    ['print.png', text.png],
    ['receipt.png', text.receipt],
    ['receipt.escpos', text.escpos],
  ] as const;
  return (
    <details class="files">
      <summary class="second">{text.files}</summary>
      <ul>
        {files.map(([name, label]) => (
          <li key={name}>
            <a href={`/api/orders/${order.code}/files/${name}`} download>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
