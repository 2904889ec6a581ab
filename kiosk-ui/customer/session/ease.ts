/** What makes the page easier for a customer; each lasts as long as the customer stays. */
export const eases = ['low', 'large', 'contrast'] as const;

/** Controls lower on the screen, larger text, stronger contrast. */
export type Ease = (typeof eases)[number];
