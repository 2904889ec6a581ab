import type { Journey } from '../../runtime/http/app.ts';

/** The places of the customer's journey, in order: the server's, by type, since a page holds none of its values. */
export const screens: Journey = [
  'attract',
  'product',
  'describe',
  'drawing',
  'choose',
  'refine',
  'preview',
  'confirm',
  'ticket',
];
export type Screen = Journey[number];
