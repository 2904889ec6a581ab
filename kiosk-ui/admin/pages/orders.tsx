import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Choice, Field } from '../form.tsx';
import { OrderCard } from '../orders/order-card.tsx';
import type { Panel } from '../panel.ts';
import type { BoardOrder } from '../server-types.ts';

type View = 'open' | 'ended' | 'archived';
const views: readonly View[] = ['open', 'ended', 'archived'];

/** What customers ordered; follows the stream. */
export function OrdersPage({ panel }: { readonly panel: Panel }) {
  const text = panel.text.value;
  const live = useSignal<readonly BoardOrder[] | null>(null);
  const archived = useSignal<readonly BoardOrder[]>([]);
  const view = useSignal<View>('open');
  const typed = useSignal('');
  const revision = panel.live.value?.orders.revision;
  useEffect(() => {
    void panel.server.orders().then((answer) => {
      if (answer.ok) live.value = answer.data;
    });
    if (view.value !== 'archived') return;
    void panel.server.archivedOrders().then((answer) => {
      if (answer.ok) archived.value = answer.data;
    });
  }, [panel, revision, view.value]);
  const code = codeIn(typed.value);
  const shown = code === '' ? among(view.value) : [...(live.value ?? []), ...archived.value].filter(matches);
  function among(which: View): readonly BoardOrder[] {
    if (which === 'archived') return archived.value;
    return (live.value ?? []).filter(({ mayArchive }) => mayArchive === (which === 'ended'));
  }
  function matches(order: BoardOrder): boolean {
    return order.code.startsWith(code);
  }
  return (
    <>
      <h1>{text.pages.orders}</h1>
      <div class="two">
        <Field
          label={text.orders.search}
          hint={text.orders.searchHint}
          name="order-code"
          value={typed}
          longest={20}
        />
        <Choice
          legend={text.orders.view}
          name="order-view"
          labels={text.orders.views}
          among={views}
          chosen={view}
        />
      </div>
      {live.value !== null && shown.length === 0 && (
        <p class="soft" role="status">
          {code === '' ? text.orders.none : text.orders.notFound}
        </p>
      )}
      <ul class="orders">
        {shown.map((order) => (
          <OrderCard key={`${order.code} ${order.createdAt}`} panel={panel} order={order} />
        ))}
      </ul>
    </>
  );
}

/** What a scanner types stands behind a word of ours. */
function codeIn(typed: string): string {
  return typed
    .trim()
    .toUpperCase()
    .replace(/^MOTIF:/, '');
}
