import { randomInt } from 'node:crypto';
import { zValidator } from '@hono/zod-validator';
import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { InputError } from '../errors.ts';
import type { Wish } from '../jobs/design.ts';
import { PRODUCTS } from '../products/products.ts';
import { LONGEST_PROMPT, lengthOf } from '../products/prompt-length.ts';
import { STYLES } from '../products/styles.ts';

const LARGEST_SEED = 0xffff_ffff;
const SPACES = /[\t\n\r\v\f\u0085\u2028\u2029]+/g;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Words on one line: line breaks and tabs become spaces; other control characters are refused, not guessed. */
function words(fewest: 0 | 1) {
  return z
    .string()
    .transform((text) => text.replace(SPACES, ' ').trim())
    .superRefine((text, context) => {
      const length = lengthOf(text);
      if (length < fewest || length > LONGEST_PROMPT) {
        context.addIssue(
          `expected ${fewest} to ${LONGEST_PROMPT} characters, without the spaces around them`,
        );
      }
      const unprintable = UNPRINTABLE.exec(text);
      if (unprintable) {
        const code = unprintable[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
        context.addIssue(`expected text without control characters but found U+${code}; remove it`);
      }
    });
}

const idOf = (items: readonly { readonly id: string }[]) => z.enum(items.map(({ id }) => id));

/** Body of `POST /api/designs`. Fields it does not know are refused, so that a misspelt one is not lost. */
export const designRequestSchema = z.strictObject({
  product: idOf(PRODUCTS),
  prompt: words(1),
  /** Has no effect where the preset's guidance is 1, as with distilled models. */
  negative: words(0).optional(),
  style: idOf(STYLES).nullish(),
  count: z.int().min(1).max(4).default(4),
  /** Left out: a random one. Picture i is drawn from seed + i (mod 2^32). */
  seed: z.int().min(0).max(LARGEST_SEED).optional(),
  preset: z
    .strictObject({
      guidance: z.enum(['free', 'balanced', 'exact']).default('balanced'),
      steps: z.enum(['quick', 'fine']).default('fine'),
    })
    .prefault({}),
  from: z
    .strictObject({
      designId: z.uuid(),
      picture: z.int().min(0).max(3),
      strength: z.number().gt(0).max(1),
    })
    .optional(),
});

export type DesignRequest = z.input<typeof designRequestSchema>;
export type CheckedDesignRequest = z.output<typeof designRequestSchema>;

/** A form of another site can send text or form data without asking first, but never JSON. */
export const requireJson: MiddlewareHandler = async (c, next) => {
  const type = c.req.header('content-type');
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) {
    const received = type === undefined ? 'none' : JSON.stringify(type.slice(0, 80));
    throw new InputError(
      `Expected the content type application/json but received ${received}. Send the request as JSON.`,
      'unsupported-type',
    );
  }
  await next();
};

/** Parses the body at the edge; handlers see only what fits. */
export const checkedRequest = zValidator('json', designRequestSchema, (result) => {
  if (result.success) return;
  const problems = describeIssues(result.error, result.data);
  throw new InputError(`Expected a design request but received one that does not fit: ${problems}`);
});

/** The wish with every open choice made. */
export function wishOf(request: CheckedDesignRequest): Wish {
  return {
    product: request.product,
    prompt: request.prompt,
    negative: request.negative ?? null,
    style: request.style ?? null,
    count: request.count,
    seed: request.seed ?? randomInt(LARGEST_SEED + 1),
    preset: request.preset,
    from: request.from ?? null,
  };
}
