import type { Role } from './server-types.ts';

/** The panel's pages, in the order of its navigation. */
export const pages = [
  'orders',
  'show',
  'health',
  'statistics',
  'range',
  'words',
  'engine',
  'settings',
  'records',
] as const;
export type PageName = (typeof pages)[number];
/** Light or dark; `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark';

/** Staff see what they may use. */
export const pagesOf: Readonly<Record<Role, readonly PageName[]>> = {
  staff: ['orders', 'show', 'health', 'statistics', 'engine'],
  technician: pages,
};
