import type { Bilingual } from '../products/bilingual.ts';
import type { MasterFacts, OrderRecord, OrderState } from './order.ts';
import { hasEnded, nextStates } from './order-states.ts';

/** An order as staff see it: what it is and what they may do. Without the customer's words. */
export interface BoardOrder {
  readonly code: string;
  readonly state: OrderState;
  readonly product: string;
  readonly productName: Bilingual;
  readonly language: 'zh' | 'en';
  /** ISO 8601. */
  readonly createdAt: string;
  readonly changedAt: string;
  /** Who brought it into its state. */
  readonly changedBy: string;
  readonly visibleLabel: boolean;
  readonly background: 'keep' | 'remove';
  /** Of the article; null where there was none to choose. */
  readonly colour: { readonly name: Bilingual; readonly hex: string } | null;
  /** Printed width of the design. */
  readonly widthMm: number;
  readonly master: Omit<MasterFacts, 'sha256'>;
  /** States that staff may bring it into; that it prints, only the printer knows. */
  readonly next: readonly StaffState[];
  readonly mayReprint: boolean;
  readonly mayArchive: boolean;
}

/** What staff say of an order. */
export const STAFF_STATES = ['released', 'printed', 'picked-up', 'cancelled'] as const;
export type StaffState = (typeof STAFF_STATES)[number];

const isStaffState = (state: OrderState): state is StaffState =>
  STAFF_STATES.some((candidate) => candidate === state);

/** @param name of the product, as the shop calls it */
export function boardOrder(order: OrderRecord, name?: Bilingual): BoardOrder {
  const { code, state, product, language, createdAt, background, master, history } = order;
  const { sha256: _, ...figures } = master;
  const last = history.at(-1);
  return {
    code,
    state,
    product,
    productName: name ?? { zh: product, en: product },
    language,
    createdAt,
    changedAt: last?.at ?? createdAt,
    changedBy: last?.by ?? 'kiosk',
    visibleLabel: order.label.visible,
    background,
    colour: order.colour ?? null,
    widthMm: order.placement.widthMm,
    master: figures,
    // Printing once more makes the files anew first, so it is not a plain step.
    next: nextStates(state)
      .filter(isStaffState)
      .filter((next) => !(state === 'printed' && next === 'released')),
    mayReprint: state === 'printed',
    mayArchive: hasEnded(state),
  };
}
