import { Hono } from 'hono';
import { z } from 'zod';
import type { AuditLog } from '../../admin/audit-log.ts';
import type { Doorkeeper } from '../../admin/doorkeeper.ts';
import { checkRules, type ShopGuard, type ShopRules, shopRulesSchema } from '../../words/shop-rules.ts';
import { SWITCHABLE_CLASSES, WORD_CLASSES, type WordClass } from '../../words/word-classes.ts';
import { type Verdict, wordGuard } from '../../words/word-guard.ts';
import { classSize } from '../../words/word-lists.ts';
import { requireJson } from '../design-request.ts';
import { type AdminEnv, needs, noteAct } from './admission.ts';
import { checkedBody } from './checked-body.ts';

/** The shop's decisions about words, and the lists that they are about. */
export interface WordsView {
  readonly rules: ShopRules;
  readonly classes: readonly WordClassView[];
}

export interface WordClassView {
  readonly name: WordClass;
  /** Entries in both languages. */
  readonly entries: number;
  readonly canBeOff: boolean;
}

/** Whether the words that were tried would be drawn. */
export interface WordTrial {
  readonly verdict: Verdict | null;
}

const LONGEST_TRIAL = 500;
export const trialSchema = z.strictObject({ text: z.string().max(LONGEST_TRIAL), rules: shopRulesSchema });

/** Which words are drawn; the kiosk follows without a restart. */
export function wordRoutes(doorkeeper: Doorkeeper, audit: AuditLog, words: ShopGuard) {
  const technician = needs('technician', doorkeeper);
  const view = (): WordsView => ({ rules: words.rules, classes: CLASSES });
  return new Hono<AdminEnv>()
    .get('/words', technician, (c) => c.json(view()))
    .put('/words', technician, requireJson, checkedBody('rules for words', shopRulesSchema), async (c) => {
      await words.choose(c.req.valid('json'));
      noteAct(audit, c, 'words');
      return c.json(view());
    })
    .post('/words/trial', technician, requireJson, checkedBody('words to try', trialSchema), (c) => {
      const { text, rules } = c.req.valid('json');
      checkRules(rules);
      const trial: WordTrial = { verdict: wordGuard(rules).judge(text) };
      return c.json(trial);
    });
}

const switchable: ReadonlySet<WordClass> = new Set(SWITCHABLE_CLASSES);
const CLASSES: readonly WordClassView[] = WORD_CLASSES.map((name) => ({
  name,
  entries: classSize(name),
  canBeOff: switchable.has(name),
}));
