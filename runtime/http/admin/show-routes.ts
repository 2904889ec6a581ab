import { Hono } from 'hono';
import { z } from 'zod';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { Showcase } from '../../attract/showcase.ts';
import { MotifError } from '../../errors.ts';
import type { Orders } from '../../orders/orders.ts';
import { refuseOrderWords } from '../../words/word-door.ts';
import type { WordGuard } from '../../words/word-guard.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

export const approvalSchema = z.strictObject({ code: z.string().max(40) });

export interface ShowParts {
  readonly orders: Orders;
  readonly showcase: Showcase;
  readonly words: WordGuard;
}

/** Which designs of orders the attract screen shows; none that staff have not approved. */
export function showRoutes(doorkeeper: Doorkeeper, audit: AuditLog, { orders, showcase, words }: ShowParts) {
  const staff = needs('staff', doorkeeper);
  return new Hono<AdminEnv>()
    .get('/show', staff, async (c) => c.json(await showcase.designs()))
    .post('/show', staff, requireJson, checkedBody('the code of an order', approvalSchema), async (c) => {
      const { code, product, design } = orders.find(c.req.valid('json').code);
      refuseOrderWords(words, design.wish, 'attract');
      await showcase.add(`${product}-${code.toLowerCase()}.png`, await orders.file(code, 'source.png'));
      noteAct(audit, c, 'order-shown', code);
      return c.json(await showcase.designs());
    })
    .get('/show/:name', staff, async (c) => {
      const picture = await showcase.picture(c.req.param('name'));
      if (picture === null) throw noSuchPicture(c.req.param('name'));
      return c.body(picture.body, 200, { 'Content-Type': picture.type });
    })
    .delete('/show/:name', staff, async (c) => {
      const name = c.req.param('name');
      if (!(await showcase.remove(name))) throw noSuchPicture(name);
      noteAct(audit, c, 'show-remove', name);
      return c.json(await showcase.designs());
    });
}

function noSuchPicture(name: string): MotifError {
  return new MotifError(
    'not-found',
    `Expected the name of a shown design but received ${JSON.stringify(name.slice(0, 80))}. Look at the list again.`,
  );
}
