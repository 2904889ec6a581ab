import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { InputError } from '../errors.ts';
import { CONSENT } from '../orders/consent.ts';
import { orderRequestSchema, viewOfOrder } from '../orders/order.ts';
import type { Orders } from '../orders/orders.ts';
import { requireJson } from './design-request.ts';
import { type KioskSettings, refuseWhilePaused } from './kiosk-settings.ts';

const keySchema = z.uuid();

/** Parses the body at the edge; handlers see only what fits. */
const checkedOrder = zValidator('json', orderRequestSchema, (result) => {
  if (result.success) return;
  const problems = describeIssues(result.error, result.data);
  throw new InputError(`Expected an order but received one that does not fit: ${problems}`);
});

const NOT_KEPT = { 'Cache-Control': 'no-store' };

/** The customer's side of orders: placing one, and the ticket that is taken along. */
export function orderRoutes(orders: Orders, settings: () => KioskSettings) {
  return new Hono()
    .get('/consent', (c) => c.json(CONSENT, 200, NOT_KEPT))
    .post('/orders', requireJson, checkedOrder, async (c) => {
      refuseWhilePaused(settings().pause);
      const key = keyOf(c.req.header('idempotency-key'));
      const { order, isNew } = await orders.place(key, c.req.valid('json'));
      const headers = { ...NOT_KEPT, Location: `/api/orders/${order.code}` };
      return c.json(viewOfOrder(order), isNew ? 201 : 200, headers);
    })
    .get('/orders/:code', (c) => c.json(viewOfOrder(orders.find(c.req.param('code'))), 200, NOT_KEPT))
    .get('/orders/:code/receipt.png', async (c) => {
      const png = await orders.file(c.req.param('code'), 'receipt.png');
      return c.body(png, 200, { ...NOT_KEPT, 'Content-Type': 'image/png' });
    });
}

function keyOf(header: string | undefined): string {
  const key = keySchema.safeParse(header);
  if (key.success) return key.data;
  throw new InputError(
    'Expected the header Idempotency-Key with a UUID but received ' +
      `${header === undefined ? 'none' : JSON.stringify(header.slice(0, 80))}. Send one with every order.`,
  );
}
