/** Values that a zod schema takes, and values that are wrong in a few places, as fast-check arbitraries. */
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

/** The part of JSON Schema that zod writes. */
const nodeSchema = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
type Node = z.infer<typeof nodeSchema>;

/** Whatever a program with a mistake, or a hostile one, may send in place of a value. */
const odd: Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(null, '', -1, 0, 1e308, '__proto__', '\u0000', '\u202e', '../..', [], {}),
);

/**
 * @param wrongness of a hundred values within the whole, how many are replaced by something odd; 0: none is
 */
export function arbitraryOf(schema: z.ZodType, wrongness: number): Arbitrary<unknown> {
  return shapedBy(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), wrongness);
}

function shapedBy(json: unknown, wrongness: number): Arbitrary<unknown> {
  const fitting = fittingOf(nodeSchema.parse(json), wrongness);
  if (wrongness === 0) return fitting;
  return fc.oneof({ arbitrary: fitting, weight: 100 - wrongness }, { arbitrary: odd, weight: wrongness });
}

function fittingOf(node: Node, wrongness: number): Arbitrary<unknown> {
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => shapedBy(choice, wrongness)));
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum) return fc.constantFrom(...node.enum);
  switch (node.type) {
    case 'object':
      return objectOf(node, wrongness);
    case 'array': {
      const { minItems: minLength = 0, maxItems = 6 } = node;
      return fc.array(shapedBy(node.items ?? {}, wrongness), { minLength, maxLength: Math.min(maxItems, 6) });
    }
    case 'integer':
      return fc.integer({ min: node.minimum ?? -1000, max: Math.min(node.maximum ?? 1000, 2 ** 31 - 1) });
    case 'number':
      return numberOf(node);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(node);
    default:
      return odd;
  }
}

function objectOf({ properties = {}, required = [] }: Node, wrongness: number): Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, shapedBy(value, wrongness)]),
  );
  const whole = fc.record(fields, { requiredKeys: required });
  if (wrongness === 0) return whole;
  const surplus = fc
    .tuple(whole, fc.string(), odd)
    .map(([record, name, value]) => ({ ...record, [name]: value }));
  const lacking = fc.record(fields, { requiredKeys: [] });
  return fc.oneof({ arbitrary: whole, weight: 9 }, surplus, lacking);
}

function numberOf({ minimum, exclusiveMinimum, maximum = 1000 }: Node): Arbitrary<number> {
  const min = minimum ?? exclusiveMinimum ?? -1000;
  return fc.double({ min, max: maximum, noNaN: true, minExcluded: exclusiveMinimum !== undefined });
}

function textOf({ format, minLength = 0, maxLength = 60 }: Node): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'uri')
    return fc.constantFrom('ipp://localhost/printers/a', 'ipps://127.0.0.1:631/ipp/print');
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
}
