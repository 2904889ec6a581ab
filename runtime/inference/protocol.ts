import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { MotifError } from '../errors.ts';

/** RGB picture as it crosses between the processes, binary by structured clone. */
const imageSchema = z
  .object({
    width: z.int().positive(),
    height: z.int().positive(),
    data: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'expected bytes'),
  })
  .refine(({ width, height, data }) => data.length === width * height * 3, {
    message: 'expected three bytes for every pixel',
  });

const skipLayerSchema = z.object({
  layers: z.array(z.int().nonnegative()),
  scale: z.number(),
  start: z.number(),
  stop: z.number(),
});

/** A drawing order. Pictures of one order differ in their seed only. */
export const drawRequestSchema = z.object({
  prompt: z.string().min(1).max(4_000),
  negativePrompt: z.string().max(4_000),
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
  steps: z.int().min(1).max(500),
  guidance: z.number().min(0).max(50),
  seeds: z.array(z.int().min(0).max(0xffff_ffff)).min(1).max(16),
  init: z.object({ image: imageSchema, strength: z.number().gt(0).max(1) }).nullable(),
  skipLayer: skipLayerSchema.nullable(),
});

const timingsSchema = z.object({
  encodeMs: z.number().nonnegative(),
  denoiseMs: z.number().nonnegative(),
  decodeMs: z.number().nonnegative(),
});

/** What the canary measured: one picture, drawn for real. */
const canarySchema = z.object({
  secondsPerStep: z.number().positive(),
  /** The longest time without a step: encoding the words, loading graphs or decoding the picture. */
  quietSeconds: z.number().nonnegative(),
});

const orderId = z.int().positive();
/** Names the order in the log; null where nobody asked over HTTP. */
const requestId = z.string().max(64).nullable();

const toChildSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('draw'), id: orderId, requestId, request: drawRequestSchema }),
  z.object({ type: z.literal('cancel'), id: orderId }),
  z.object({ type: z.literal('ping') }),
]);

const fromChildSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), canary: canarySchema }),
  z.object({ type: z.literal('pong') }),
  z.object({
    type: z.literal('progress'),
    id: orderId,
    step: z.int().positive(),
    total: z.int().positive(),
    previews: z.array(imageSchema).nullable(),
  }),
  /** One message a picture, so that no single message keeps the parent's event loop busy. */
  z.object({
    type: z.literal('picture'),
    id: orderId,
    index: z.int().nonnegative(),
    image: imageSchema,
  }),
  z.object({ type: z.literal('done'), id: orderId, timings: timingsSchema }),
  /** The order was wrong or cancelled; the child is well. */
  z.object({
    type: z.literal('refused'),
    id: orderId,
    code: z.enum(['bad-input', 'no-engine-for-size', 'aborted']),
    message: z.string(),
  }),
  /** The child's last words before it ends. */
  z.object({
    type: z.literal('fault'),
    code: z.enum(['engine-failed', 'not-provisioned']),
    message: z.string(),
    /** For the log: where it happened, and while drawing what. */
    stack: z.string(),
    requestId,
  }),
]);

export type DrawRequest = z.infer<typeof drawRequestSchema>;
export type DrawTimings = z.infer<typeof timingsSchema>;
export type Canary = z.infer<typeof canarySchema>;
export type ToChild = z.infer<typeof toChildSchema>;
export type FromChild = z.infer<typeof fromChildSchema>;

/** @throws MotifError('engine-failed') when the child speaks another protocol */
export function parseFromChild(message: unknown): FromChild {
  return parse(fromChildSchema, message, 'the drawing process');
}

/** @throws MotifError('engine-failed') when the parent speaks another protocol */
export function parseToChild(message: unknown): ToChild {
  return parse(toChildSchema, message, 'the server');
}

function parse<T>(schema: z.ZodType<T>, message: unknown, sender: string): T {
  const result = schema.safeParse(message);
  if (result.success) return result.data;
  throw new MotifError(
    'engine-failed',
    `Expected a known message from ${sender} but received one that does not fit. ` +
      `${describeIssues(result.error, message)} Restart Motif.`,
  );
}
