/**
 * SentencePiece's compiled normalisation rules: a double-array trie over UTF-8 bytes whose leaves point into
 * a list of NUL-terminated replacements. Source: the spm_precompiled crate that the reference uses.
 * @throws RangeError when the lengths within the blob do not fit
 */
export function precompiledNormalizer(blob: Buffer): (text: string) => string {
  const trieBytes = blob.length >= 4 ? blob.readUInt32LE(0) : -1;
  if (trieBytes < 4 || trieBytes % 4 !== 0 || 4 + trieBytes > blob.length) {
    throw new RangeError('the precompiled charsmap is cut short');
  }
  const trie = Uint32Array.from({ length: trieBytes / 4 }, (_, at) => blob.readUInt32LE(4 + 4 * at));
  const replacements = blob.subarray(4 + trieBytes);
  const replace = (part: string) => lookUp(trie, replacements, Buffer.from(part));
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  return (text) =>
    Array.from(graphemes.segment(text), ({ segment }) => normalizeOne(segment, replace)).join('');
}

/** Clusters of up to five bytes are looked up whole: the limit is the reference's, and its ids depend on it. */
function normalizeOne(grapheme: string, replace: (part: string) => string | null): string {
  const whole = Buffer.byteLength(grapheme) < 6 ? replace(grapheme) : null;
  return whole ?? Array.from(grapheme, (char) => replace(char) ?? char).join('');
}

/** @returns the replacement of the shortest rule that is a prefix of the bytes, or null */
function lookUp(trie: Uint32Array, replacements: Buffer, bytes: Buffer): string | null {
  let at = offsetOf(trie[0] ?? 0);
  for (const byte of bytes) {
    at ^= byte;
    const unit = trie[at] ?? 0;
    // A zero byte ends a search; bit 31 marks a value, never a step.
    if (byte === 0 || (unit & 0x800000ff) !== byte) return null;
    at ^= offsetOf(unit);
    if ((unit >>> 8) & 1) return textAt(replacements, (trie[at] ?? 0) & 0x7fffffff);
  }
  return null;
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function textAt(replacements: Buffer, start: number): string {
  const end = replacements.indexOf(0, start);
  return replacements.toString('utf8', start, end < 0 ? replacements.length : end);
}
