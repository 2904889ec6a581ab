import type { DesignStore } from '../../runtime/jobs/design-store.ts';
import { OrderStore } from '../../runtime/orders/order-store.ts';
import { Orders, type OrdersParts } from '../../runtime/orders/orders.ts';
import { makeMaster } from '../../runtime/print/make-master.ts';
import { makeReceipt } from '../../runtime/print/receipt.ts';

/** The real orders, their files made in this thread. */
export async function fakeOrders(
  dir: string,
  designs: Pick<DesignStore, 'record' | 'picture'>,
  parts: Partial<OrdersParts> = {},
) {
  const store = await OrderStore.open(dir);
  const orders = new Orders({
    store,
    designs,
    printRoom: { makeMaster, makeReceipt },
    redraw: async () => {
      throw new Error('Expected no drawing here.');
    },
    shop: () => ({ staffRelease: false, shopName: { zh: '春山', en: 'Spring Hill' } }),
    ...parts,
  });
  return { orders, store, closeOrders: () => store.close() };
}
