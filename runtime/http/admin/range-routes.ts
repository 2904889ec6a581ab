import { Hono } from 'hono';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import type { Range } from '../../products/range.ts';
import { type PresetsChoice, type RangeChoice, rangeChoiceSchema } from '../../products/range-choice.ts';
import { type PlacedWords, refuseShopWords } from '../../words/word-door.ts';
import type { WordGuard } from '../../words/word-guard.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

/** What the shop offers, and what its model would choose by itself. */
export interface RangeView {
  readonly choice: RangeChoice;
  readonly modelPresets: PresetsChoice;
}

/** Products, chips and presets; the kiosk follows without a restart. */
export function rangeRoutes(doorkeeper: Doorkeeper, audit: AuditLog, range: Range, words: WordGuard) {
  const technician = needs('technician', doorkeeper);
  const view = (): RangeView => ({ choice: range.choice, modelPresets: range.modelPresets });
  return new Hono<AdminEnv>()
    .get('/range', technician, (c) => c.json(view()))
    .put('/range', technician, requireJson, checkedBody('a range', rangeChoiceSchema), async (c) => {
      const choice = c.req.valid('json');
      refuseShopWords(words, wordsOfRange(choice));
      await range.choose(choice);
      noteAct(audit, c, 'range');
      return c.json(view());
    })
    .delete('/range', technician, async (c) => {
      await range.choose(null);
      noteAct(audit, c, 'range-reset');
      return c.json(view());
    });
}

/** All that customers read or draw from of what the shop offers. */
function wordsOfRange({ products, chips }: RangeChoice): readonly PlacedWords[] {
  const names = products.flatMap(({ name, colours }) =>
    [name, ...colours.map((colour) => colour.name)].flatMap(({ zh, en }) => [zh, en]),
  );
  const touched = chips.flatMap(({ name, fragment }) => [name.zh, name.en, fragment.zh, fragment.en]);
  return [
    ...names.map((text) => ({ place: 'product' as const, text })),
    ...touched.map((text) => ({ place: 'chip' as const, text })),
  ];
}
