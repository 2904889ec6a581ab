import type { TransformerConfig } from './configs.ts';

/** Settings that a family suggests and `motif.json` may replace. */
export interface FamilyDefaults {
  readonly steps: { readonly quick: number; readonly fine: number };
  readonly guidance: { readonly free: number; readonly balanced: number; readonly exact: number };
  readonly negativePrompt: string;
  readonly skipLayer: {
    readonly layers: readonly number[];
    readonly scale: number;
    readonly start: number;
    readonly stop: number;
  } | null;
}

export interface Family {
  readonly name: string;
  /** What identifies the architecture; null fits everything. */
  readonly shape: { readonly layers: number; readonly dual: number; readonly qkNorm: boolean } | null;
  /** Must occur in the model's names, for families that differ in their weights only. */
  readonly hint: RegExp | null;
  readonly defaults: FamilyDefaults;
}

/**
 * The first row that fits is taken. Steps and guidance: Stability-AI/sd3.5 `CONFIGS` and the model
 * cards. Skip-layer guidance (sd3.5-medium: layers 7, 8, 9, scale 2.5, .01 to .20) is the caller's choice.
 */
export const families: readonly Family[] = [
  {
    name: 'sd3-medium',
    shape: { layers: 24, dual: 0, qkNorm: false },
    hint: null,
    defaults: defaults([20, 28], [3.5, 5, 7]),
  },
  {
    name: 'sd3.5-medium',
    shape: { layers: 24, dual: 13, qkNorm: true },
    hint: null,
    defaults: defaults([28, 40], [3, 4.5, 6]),
  },
  {
    name: 'sd3.5-large-turbo',
    shape: { layers: 38, dual: 0, qkNorm: true },
    hint: /turbo/i,
    defaults: defaults([4, 8], [1, 1, 1]),
  },
  {
    name: 'sd3.5-large',
    shape: { layers: 38, dual: 0, qkNorm: true },
    hint: null,
    defaults: defaults([28, 40], [3, 4.5, 6]),
  },
  { name: 'starter', shape: null, hint: null, defaults: defaults([10, 20], [2, 4, 6]) },
];

function defaults(
  [quick, fine]: [number, number],
  [free, balanced, exact]: [number, number, number],
): FamilyDefaults {
  return { steps: { quick, fine }, guidance: { free, balanced, exact }, negativePrompt: '', skipLayer: null };
}

/**
 * Recognises the family.
 *
 * @param names what the folder and its configs call the model
 */
export function familyOf(config: TransformerConfig, names: readonly string[]): Family {
  const found = families.find((family) => fits(family, config) && hinted(family, names));
  if (!found) throw new Error('The last row of the table must fit every model.');
  return found;
}

function fits({ shape }: Family, config: TransformerConfig): boolean {
  return (
    shape === null ||
    (shape.layers === config.num_layers &&
      shape.dual === config.dual_attention_layers.length &&
      shape.qkNorm === (config.qk_norm !== null))
  );
}

function hinted({ hint }: Family, names: readonly string[]): boolean {
  return hint === null || names.some((name) => hint.test(name));
}
