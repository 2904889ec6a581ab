import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BuildError, isSystemError } from '../../errors.ts';

/** Says which slot is active. Replacing it is the one moment at which a switch happens. */
export const SLOTS_FILE = 'slots.json';

/** What was asked for, so that a later start can tell whether it would still build the same. */
const wishSchema = z.object({
  modelDir: z.string(),
  /** `cpu`, or a GPU generation such as `sm89`. */
  target: z.string(),
  precision: z.string(),
});

const slotSchema = z.object({
  /** Folder beside the state file; never written to again once it is named here. */
  folder: z.string().regex(/^[ab]-\d+-[0-9a-f]{16}$/),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the manifest's bytes: the root of what proves the engine whole. */
  manifestSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Name by which the engine is found again without reading the weights. */
  source: z.string(),
  wish: wishSchema,
  builtAt: z.iso.datetime(),
});

const stateSchema = z
  .object({
    format: z.literal(1),
    /** Counts the engines ever installed, so that no folder's name comes twice. */
    generation: z.number().int().nonnegative(),
    active: z.enum(['a', 'b']).nullable(),
    a: slotSchema.nullable(),
    b: slotSchema.nullable(),
    /** Somebody chose the older engine: no start may build it away. Provisioning anew ends it. */
    rolledBack: z.boolean().default(false),
  })
  .refine(({ active, a, b }) => active === null || (active === 'a' ? a : b) !== null, 'names an empty slot');

export type EngineWish = z.infer<typeof wishSchema>;
export type Slot = z.infer<typeof slotSchema>;
export type SlotState = z.infer<typeof stateSchema>;
export type SlotName = NonNullable<SlotState['active']>;

export const NO_SLOTS: SlotState = {
  format: 1,
  generation: 0,
  active: null,
  a: null,
  b: null,
  rolledBack: false,
};

export function otherSlot(name: SlotName): SlotName {
  return name === 'a' ? 'b' : 'a';
}

/** The slot in use; null before the first engine. */
export function activeSlot(state: SlotState): Slot | null {
  return state.active === null ? null : state[state.active];
}

/** The slot that a rollback would go to. */
export function previousSlot(state: SlotState): Slot | null {
  return state.active === null ? null : state[otherSlot(state.active)];
}

/**
 * @returns the state; {@link NO_SLOTS} where nothing was installed yet
 * @throws BuildError `damaged` when the state file cannot be understood
 */
export async function readSlotState(dir: string): Promise<SlotState> {
  const file = path.join(dir, SLOTS_FILE);
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return NO_SLOTS;
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : String(cause);
    throw new BuildError(
      'damaged',
      `Expected ${file} to say which engine is active but received: ${reason}. Run "motif provision"; the file is then set aside and the engine built again.`,
      { cause },
    );
  }
}
