import type { ErrorCode } from '../errors.ts';
import type { Master, MasterInput, Receipt, ReceiptInput } from '../orders/print-room.ts';
import type { PressProfile } from './press-profile.ts';

type Asked =
  | { readonly kind: 'master'; readonly input: MasterInput; readonly press: PressProfile | null }
  | { readonly kind: 'receipt'; readonly input: ReceiptInput }
  | { readonly kind: 'cut-out'; readonly picture: Uint8Array };
type Answered =
  | { readonly kind: 'master'; readonly result: Master }
  | { readonly kind: 'receipt'; readonly result: Receipt }
  | { readonly kind: 'cut-out'; readonly result: Uint8Array }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly customer: { readonly zh: string; readonly en: string } | null;
    };

/** What the server asks of the thread, and what it answers under the same id. */
export type PrintJob = Asked & { readonly id: number };
export type PrintAnswer = Answered & { readonly id: number };
export type PrintAsked = Asked;
