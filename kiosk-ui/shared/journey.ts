/** The places of the customer's journey, in order. */
export const screens = [
  'attract',
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
