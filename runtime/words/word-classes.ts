/** The kinds of words that the kiosk does not draw; each is a pair of files in `lists/`. */
export const WORD_CLASSES = [
  'slurs',
  'sexual',
  'hate',
  'politics',
  'violence',
  'drugs',
  'gambling',
  'profanity',
  'brands',
  'persons',
] as const;

export type WordClass = (typeof WORD_CLASSES)[number];

/** Those that no kiosk draws. The others a shop may switch off: a military museum, a pharmacy, a licensed shop. */
export const FIXED_CLASSES = ['slurs', 'sexual', 'hate'] as const satisfies readonly WordClass[];

export type SwitchableClass = Exclude<WordClass, (typeof FIXED_CLASSES)[number]>;

/** Those that a shop may switch off. */
export const SWITCHABLE_CLASSES: readonly SwitchableClass[] = WORD_CLASSES.filter(isSwitchable);

function isSwitchable(name: WordClass): name is SwitchableClass {
  return !FIXED_CLASSES.some((fixed) => fixed === name);
}
