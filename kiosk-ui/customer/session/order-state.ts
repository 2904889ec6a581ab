/** Where a picture is printed, how it is labelled, and the order itself. */
import type { Bilingual } from '../../shared/language.ts';
import type { Trouble } from './drawing-state.ts';

/** Where the design lies on the print area. */
export interface Placement {
  /** Centre of the design relative to the centre of the print area, in millimetres, x rightwards, y downwards. */
  readonly xMm: number;
  readonly yMm: number;
  /** Printed width of the design. */
  readonly widthMm: number;
  readonly rotationDeg: number;
}

/** The visible AI label, or the customer's consent to a print without it. */
export type Label =
  | { readonly visible: true }
  | { readonly visible: false; readonly consent: { readonly textVersion: string } };

/** What the customer has decided about the print; what is left out is the product's own default. */
export interface Choices {
  readonly placement?: Placement | undefined;
  readonly fill?: 'contain' | 'cover' | 'none';
  readonly background?: 'keep' | 'remove';
  /** Id of the article's colour. */
  readonly colour?: string;
  readonly label?: Label;
}

/** Whether the visible label of AI pictures stands on the print; it does unless the customer agreed to do without. */
export const isLabelled = ({ label }: Choices): boolean => label?.visible ?? true;

/** What the customer takes along. */
export interface Ticket {
  /** To fetch the print with. */
  readonly code: string;
  readonly ticketUrl: string;
  readonly qrText: string;
}

/** The order; its key stays the same however often it is sent, so that the shop gets it once. */
export type OrderState =
  | { readonly phase: 'sending'; readonly key: string; readonly trouble?: Trouble }
  | { readonly phase: 'refused'; readonly key: string; readonly message: Bilingual | undefined }
  | { readonly phase: 'placed'; readonly key: string; readonly ticket: Ticket };

export type OrderEvent =
  | { readonly type: 'placement'; readonly placement: Placement }
  | { readonly type: 'choices'; readonly choices: Choices }
  /** @param key a new random one; it is taken only if no order is under way */
  | { readonly type: 'confirm'; readonly key: string }
  | { readonly type: 'order-trouble'; readonly trouble: Trouble }
  | { readonly type: 'order-well-again' }
  | { readonly type: 'order-refused'; readonly message: Bilingual | undefined }
  | { readonly type: 'ordered'; readonly ticket: Ticket };
