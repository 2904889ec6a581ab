/** Screens of the customer's journey that a visit can reach, in order. */
export const screens = [
  'product',
  'describe',
  'drawing',
  'choose',
  'refine',
  'preview',
  'confirm',
  'ticket',
] as const;
export type Screen = (typeof screens)[number];
