/** A token that is recognised inside the text as it stands, before any splitting into words. */
export interface AddedToken {
  readonly content: string;
  /** Compared with the normalised text instead of the typed one. */
  readonly normalized: boolean;
  /** Swallows the spaces before it. */
  readonly lstrip: boolean;
  /** Swallows the spaces after it. */
  readonly rstrip: boolean;
}

/** A piece of the text: the id of an added token, or text in between. */
export type Piece = number | string;

/** Finds added tokens: the leftmost first, and the longest of those that start there. */
export type AddedTokenFinder = (text: string) => Piece[];

/**
 * Builds the two passes of the reference: tokens compared with the typed text, then, in what is left and
 * normalised, tokens compared with the normalised text. Text pieces of the result are normalised.
 */
export function addedTokenFinder(
  tokens: ReadonlyMap<AddedToken, number>,
  normalize: (text: string) => string,
): AddedTokenFinder {
  const asTyped = new Map<string, [AddedToken, number]>();
  const asNormalized = new Map<string, [AddedToken, number]>();
  for (const [token, id] of tokens) {
    if (token.normalized) asNormalized.set(normalize(token.content), [token, id]);
    else asTyped.set(token.content, [token, id]);
  }
  const first = splitter(asTyped);
  const second = splitter(asNormalized);
  return (text) =>
    first(text).flatMap((piece) => (typeof piece === 'number' ? [piece] : second(normalize(piece))));
}

/** Ids by the vocabulary; a token that is not in it gets the next free one, as in the reference. */
export function numberAddedTokens(
  tokens: readonly AddedToken[],
  vocabulary: ReadonlyMap<string, number>,
): Map<AddedToken, number> {
  let next = vocabulary.size;
  return new Map(tokens.map((token) => [token, vocabulary.get(token.content) ?? next++]));
}

function splitter(tokens: ReadonlyMap<string, readonly [AddedToken, number]>): AddedTokenFinder {
  if (tokens.size === 0) return (text) => (text === '' ? [] : [text]);
  const longestFirst = [...tokens.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(escapePattern).join('|'), 'gu');
  return (text) => {
    const pieces: Piece[] = [];
    let done = 0;
    for (const match of text.matchAll(pattern)) {
      const found = tokens.get(match[0]);
      if (!found) continue;
      const [token, id] = found;
      const start = token.lstrip ? Math.max(done, spacesBefore(text, match.index)) : match.index;
      if (start > done) pieces.push(text.slice(done, start));
      pieces.push(id);
      const end = match.index + match[0].length;
      done = token.rstrip ? spacesAfter(text, end) : end;
    }
    if (done < text.length) pieces.push(text.slice(done));
    return pieces;
  };
}

function spacesBefore(text: string, end: number): number {
  let start = end;
  while (start > 0 && isSpace(text, start - 1)) start--;
  return start;
}

function spacesAfter(text: string, start: number): number {
  let end = start;
  while (end < text.length && isSpace(text, end)) end++;
  return end;
}

function isSpace(text: string, index: number): boolean {
  return /\p{White_Space}/u.test(text.charAt(index));
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
