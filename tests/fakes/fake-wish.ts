import type { Wish } from '../../runtime/jobs/design.ts';

export function wish(changes: Partial<Wish> = {}): Wish {
  return {
    product: 'mug',
    prompt: 'a fox',
    negative: null,
    style: null,
    count: 2,
    seed: 7,
    preset: { guidance: 'balanced', steps: 'quick' },
    from: null,
    ...changes,
  };
}
