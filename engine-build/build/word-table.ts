import { z } from 'zod';

const word = z.string().min(1);
const words = z.array(word);

const languageWordsSchema = z.strictObject({
  /** A motif's own name, and everyday words that mean it. */
  means: z.record(word, words),
  /** Words that hold one of those and mean something else. */
  keeps: words,
  /** As `means`, for words that are read so only where they are asked for themselves: people. */
  alone: z.record(word, words).optional(),
});

const both = <T extends z.ZodType>(schema: T) => z.strictObject({ en: schema, zh: schema });
const saidSchema = z.strictObject({ said: word, words });

/** What a model can be asked for; `said` is how it reads that best: {a} is a motif's name, {s} its plural, {c|green} a colour, green where none is said. */
const termsSchema = z.strictObject({
  motifs: z.array(
    z.strictObject({
      en: z.strictObject({ name: word, plural: word, words, plurals: words }),
      zh: z.strictObject({ name: word, words }),
    }),
  ),
  techniques: z.array(both(saidSchema)),
  colours: z.array(both(saidSchema)),
  grounds: z.array(both(saidSchema)),
  layouts: z.array(both(saidSchema).extend({ strength: z.int().min(0).max(2) })),
  behind: both(words),
  on: both(words),
  plain: both(word),
  products: both(words),
  talk: both(words),
  denials: both(words),
});

/** A model's `words.json`: everyday words, lower case, that it knows by another name, and all that it can be asked for. */
export const wordTableSchema = z.strictObject({
  format: z.literal(1),
  en: languageWordsSchema,
  zh: languageWordsSchema,
  terms: termsSchema.optional(),
});
