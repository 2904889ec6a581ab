import { Hono } from 'hono';
import { z } from 'zod';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import { boardOrder, STAFF_STATES } from '../../orders/board-order.ts';
import type { OrderRecord } from '../../orders/order.ts';
import type { OrderFile } from '../../orders/order-store.ts';
import type { Orders } from '../../orders/orders.ts';
import { reprint } from '../../orders/reprint.ts';
import type { Range } from '../../products/range.ts';
import { refuseOrderWords } from '../../words/word-door.ts';
import type { WordGuard } from '../../words/word-guard.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

const SHOWN_ARCHIVED = 300;

export const moveSchema = z.strictObject({ state: z.enum(STAFF_STATES) });

/** Files that staff take away, and what they are. */
const FILES = {
  'print.png': 'image/png',
  'print.pdf': 'application/pdf',
  'receipt.png': 'image/png',
  'receipt.escpos': 'application/octet-stream',
} as const satisfies Partial<Record<OrderFile, string>>;
const FILE_PATTERN = ':name{print\\.png|print\\.pdf|receipt\\.png|receipt\\.escpos}';
const fileSchema = z.enum(['print.png', 'print.pdf', 'receipt.png', 'receipt.escpos']);

export interface OrderBoardParts {
  readonly orders: Orders;
  readonly range: Range;
  /** What the shop does not print, it does not print again either. */
  readonly words: WordGuard;
}

/** The order board: what customers ordered, and what becomes of it. */
export function orderBoardRoutes(
  doorkeeper: Doorkeeper,
  audit: AuditLog,
  { orders, range, words }: OrderBoardParts,
) {
  const board = (order: OrderRecord) => boardOrder(order, range.product(order.product)?.name);
  const staff = needs('staff', doorkeeper);
  return new Hono<AdminEnv>()
    .get('/orders', staff, (c) => c.json(orders.live.map(board)))
    .get('/archive', staff, async (c) => c.json((await orders.archived(SHOWN_ARCHIVED)).map(board)))
    .get('/orders/:code', staff, (c) => c.json(board(orders.find(c.req.param('code')))))
    .get('/orders/:code/picture', staff, async (c) => {
      const png = await orders.file(c.req.param('code'), 'source.png');
      // A design never changes, but the next person at this browser must not find it.
      return c.body(png, 200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, no-store' });
    })
    .get(`/orders/:code/files/${FILE_PATTERN}`, staff, async (c) => {
      const name = fileSchema.parse(c.req.param('name'));
      const { code } = orders.find(c.req.param('code'));
      const body = await orders.file(code, name);
      noteAct(audit, c, 'order-file', `${code} ${name}`);
      return c.body(body, 200, {
        'Content-Type': FILES[name],
        'Content-Disposition': `attachment; filename="${code}-${name}"`,
      });
    })
    .put('/orders/:code/state', staff, requireJson, checkedBody('a state', moveSchema), async (c) => {
      const { state } = c.req.valid('json');
      const order = await orders.move(c.req.param('code'), state, c.get('role'));
      noteAct(audit, c, `order-${state}`, order.code);
      return c.json(board(order));
    })
    .post('/orders/:code/reprint', staff, async (c) => {
      const code = c.req.param('code');
      refuseOrderWords(words, orders.find(code).design.wish, 'reprint');
      const order = await reprint(orders, code, c.get('role'));
      noteAct(audit, c, 'order-reprint', order.code);
      return c.json(board(order));
    })
    .post('/orders/:code/archive', staff, async (c) => {
      const order = orders.find(c.req.param('code'));
      await orders.archive(order.code);
      noteAct(audit, c, 'order-archive', order.code);
      return c.json(board(order));
    });
}
