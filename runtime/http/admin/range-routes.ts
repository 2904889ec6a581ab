import { Hono } from 'hono';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { Range } from '../../products/range.ts';
import { type PresetsChoice, type RangeChoice, rangeChoiceSchema } from '../../products/range-choice.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

/** What the shop offers, and what its model would choose by itself. */
export interface RangeView {
  readonly choice: RangeChoice;
  readonly modelPresets: PresetsChoice;
}

/** Products, chips and presets; the kiosk follows without a restart. */
export function rangeRoutes(doorkeeper: Doorkeeper, audit: AuditLog, range: Range) {
  const technician = needs('technician', doorkeeper);
  const view = (): RangeView => ({ choice: range.choice, modelPresets: range.modelPresets });
  return new Hono<AdminEnv>()
    .get('/range', technician, (c) => c.json(view()))
    .put('/range', technician, requireJson, checkedBody('a range', rangeChoiceSchema), async (c) => {
      await range.choose(c.req.valid('json'));
      noteAct(audit, c, 'range');
      return c.json(view());
    })
    .delete('/range', technician, async (c) => {
      await range.choose(null);
      noteAct(audit, c, 'range-reset');
      return c.json(view());
    });
}
