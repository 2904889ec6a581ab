import { z } from 'zod';
import type { AddedToken } from './added-tokens.ts';
import { readOptionalJson } from './tokenizer-files.ts';

const addedToken = z
  .object({
    content: z.string(),
    normalized: z.boolean().optional(),
    special: z.boolean().optional(),
    lstrip: z.boolean().default(false),
    rstrip: z.boolean().default(false),
  })
  // The reference compares special tokens with the typed text unless the file says otherwise.
  .transform(
    ({ content, normalized, special, lstrip, rstrip }): AddedToken => ({
      content,
      normalized: normalized ?? !special,
      lstrip,
      rstrip,
    }),
  );
const special = z.string().transform((content): AddedToken => verbatim(content));
const namedToken = z.union([special, addedToken]).nullish();
const namedTokens = z.object({
  bos_token: namedToken,
  eos_token: namedToken,
  unk_token: namedToken,
  pad_token: namedToken,
});
const configFile = namedTokens.extend({
  added_tokens_decoder: z.record(z.string(), addedToken).optional(),
  extra_special_tokens: z.array(z.union([special, addedToken])).optional(),
  additional_special_tokens: z.array(z.union([special, addedToken])).nullish(),
});
type ConfigFile = z.infer<typeof configFile>;

/** `added_tokens` of a tokenizer.json. */
export const addedTokenList = z.array(addedToken).default([]);

type TokenName = 'bos' | 'eos' | 'unk' | 'pad';

/** What the small files beside the vocabulary say about special tokens. */
export interface TokenizerSettings {
  readonly addedTokens: readonly AddedToken[];
  readonly named: Readonly<Partial<Record<TokenName, string>>>;
}

/** A special token that is looked for exactly as typed. */
export function verbatim(content: string): AddedToken {
  return { content, normalized: false, lstrip: false, rstrip: false };
}

/**
 * Merges tokenizer_config.json, special_tokens_map.json and the added tokens of tokenizer.json in the order
 * of the reference (transformers, `_from_pretrained`): a config with `added_tokens_decoder` stands alone,
 * otherwise the special tokens map outranks the config, and tokenizer.json outranks both.
 */
export async function readTokenizerSettings(
  dir: string,
  inTokenizerJson: readonly AddedToken[],
): Promise<TokenizerSettings> {
  const config = (await readOptionalJson(dir, 'tokenizer_config.json', configFile)) ?? {};
  const decoder = 'added_tokens_decoder' in config ? config.added_tokens_decoder : undefined;
  const map = decoder ? null : await readOptionalJson(dir, 'special_tokens_map.json', namedTokens);
  const listed = decoder ? Object.values(decoder) : inTokenizerJson;
  const named = { ...config, ...dropEmpty(map ?? {}) };
  return {
    addedTokens: uniqueByContent([...listed, ...namedList(named), ...extraTokens(config)]),
    named: namesOf(named),
  };
}

/** The first description of a token counts. */
export function uniqueByContent(tokens: readonly AddedToken[]): AddedToken[] {
  const byContent = new Map<string, AddedToken>();
  for (const token of tokens) if (!byContent.has(token.content)) byContent.set(token.content, token);
  return [...byContent.values()];
}

function namedList(named: Partial<z.infer<typeof namedTokens>>): AddedToken[] {
  const tokens = [named.bos_token, named.eos_token, named.unk_token, named.pad_token];
  return tokens.filter((token) => token !== undefined && token !== null);
}

function namesOf(named: Partial<z.infer<typeof namedTokens>>): TokenizerSettings['named'] {
  return dropEmpty({
    bos: named.bos_token?.content,
    eos: named.eos_token?.content,
    unk: named.unk_token?.content,
    pad: named.pad_token?.content,
  });
}

function extraTokens(config: Partial<ConfigFile>): AddedToken[] {
  return config.extra_special_tokens ?? config.additional_special_tokens ?? [];
}

function dropEmpty<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
