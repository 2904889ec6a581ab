import type { Bilingual } from '../products/bilingual.ts';

/** One thing about the machine, as a sentence, with what to do about it where something should be done. */
export interface HealthItem {
  readonly id: 'engine' | 'queue' | 'memory' | 'disk' | 'store' | 'printer' | 'pause';
  readonly level: 'good' | 'notice' | 'bad';
  readonly text: Bilingual;
  readonly remedy: Bilingual | null;
}
