import { z } from 'zod';

/** What the child is doing; completes "while it was …". */
export const STAGES = ['loading', 'building a tiny network', 'running a tiny network'] as const;

const factsSchema = z.object({
  /** E.g. `TensorRT-RTX 1.7.1`. */
  library: z.string(),
  /** The GPU, null where there is none. */
  gpu: z.object({ name: z.string(), computeCapability: z.string() }).nullable(),
  /** A tiny network was built: everywhere by TensorRT-RTX, only where a GPU is by full TensorRT. */
  built: z.boolean(),
  /** And computed the right numbers on the GPU. */
  ran: z.boolean(),
});

/** What a child found out about TensorRT without harm. */
export type ProbeFacts = z.infer<typeof factsSchema>;

export const probeMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage'), stage: z.enum(STAGES) }),
  z.object({ type: z.literal('facts'), facts: factsSchema }),
  z.object({ type: z.literal('problem'), code: z.string(), sentence: z.string() }),
]);

export type ProbeMessage = z.infer<typeof probeMessageSchema>;
