/** Finds the product that words speak of: "带有樱花元素的马克杯" is for the mug. */

interface Named {
  readonly id: string;
  readonly called: readonly string[];
}

/** The id of the product named last, because that is where both languages put it; undefined when none is. */
export function namedProduct(words: string, products: readonly Named[]): string | undefined {
  const text = words.toLowerCase();
  const places = products.map(({ id, called }) => ({
    id,
    at: Math.max(...called.map((name) => lastPlace(text, name.toLowerCase()))),
  }));
  const last = places.toSorted((a, b) => b.at - a.at)[0];
  return last && last.at >= 0 ? last.id : undefined;
}

const LATIN = /[a-z0-9-]/;

/** Latin names only as whole words: a "committee" is no tee. */
function lastPlace(text: string, name: string): number {
  for (let at = text.lastIndexOf(name); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(name, at - 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + name.length]];
    const whole = !LATIN.test(name.at(-1) ?? '') || !(LATIN.test(before) || LATIN.test(after));
    if (whole) return at;
  }
  return -1;
}
