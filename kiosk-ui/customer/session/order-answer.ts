import type { Bilingual } from '../../shared/language.ts';
import type { Trouble } from './drawing-state.ts';
import type { Ticket } from './order-state.ts';

/** The server's answer to an order. Only a broken connection throws. */
export type OrderAnswer =
  | { readonly kind: 'placed'; readonly ticket: Ticket }
  | { readonly kind: 'refused'; readonly message: Bilingual | undefined }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };
