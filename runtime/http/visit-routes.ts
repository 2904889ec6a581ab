import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { z } from 'zod';
import { type Visit, visitSchema } from '../admin/visits.ts';
import { InputError } from '../errors.ts';
import type { Catalogue } from '../products/catalogue.ts';
import { requireJson } from './design-request.ts';

const checkedVisit = zValidator('json', visitSchema, (result) => {
  if (result.success) return;
  const places = z.treeifyError(result.error).errors.join('; ') || 'a screen or a chip that is unknown';
  throw new InputError(`Expected a screen of the journey but received one that does not fit: ${places}.`);
});

/** The page tells which screens customers reach; nothing of what they do or write there. */
export function visitRoutes(catalogue: () => Pick<Catalogue, 'chips'>, onVisit: (visit: Visit) => void) {
  return new Hono().post('/visits', requireJson, checkedVisit, (c) => {
    const { chips, ...visit } = c.req.valid('json');
    const offered = new Set(catalogue().chips.map(({ id }) => id));
    onVisit({ ...visit, chips: chips.filter((chip) => offered.has(chip)) });
    return c.body(null, 204);
  });
}
