import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import { linearFloat32 } from '../graph/linear.ts';
import { attentionPlain, type MmditEmitters } from '../graph/mmdit-context.ts';
import { stackedPlain } from '../graph/stacked-linear.ts';
import { stackedCodes } from './packed-linear.ts';
import { qdqAttention } from './qdq-attention.ts';
import { qdqLinear } from './qdq-linear.ts';
import { modulationLayer, type QdqPlan } from './qdq-plan.ts';

/** Emitters of a plan, for one graph; what it does not name is in the type of the graph's dialect. */
export function qdqEmitters(plan: QdqPlan): MmditEmitters {
  return {
    linear: qdqLinear(plan, linearFloat32),
    modulation: plan.modulation === 'codes' ? stackedCodes : stackedPlain,
    attention: qdqAttention(plan, attentionPlain),
  };
}

/**
 * Emits both what the plan says and what it replaces, and chooses while the graph runs.
 *
 * @param choices by name, as `shortened` gives them: where one is not 0 the plan is followed
 */
export function switchedEmitters(
  plan: QdqPlan,
  choices: ReadonlyMap<string, Value | undefined>,
): MmditEmitters {
  const low = qdqEmitters(plan);
  const choose = (g: GraphBuilder, name: string, high: Value, short: () => Value): Value => {
    const choice = choices.get(name);
    if (!choice) return high;
    return g.node({ op: 'Where', inputs: [choice, short(), high] }, { shape: high.shape, type: high.type });
  };
  return {
    linear: (g, x, spec) => choose(g, spec.name, linearFloat32(g, x, spec), () => low.linear(g, x, spec)),
    modulation: (g, x, spec) =>
      choose(g, modulationLayer, stackedPlain(g, x, spec), () => low.modulation(g, x, spec)),
    attention: (g, name, inputs, heads) =>
      choose(g, name, attentionPlain(g, name, inputs, heads), () => low.attention(g, name, inputs, heads)),
  };
}
