/**
 * Most characters of a customer's words, in Unicode code points: more than anybody writes standing at a kiosk.
 * The page learns it with the range, so that both sides refuse the same.
 */
export const LONGEST_PROMPT = 200;

/** Characters as people count them on a keyboard: an emoji outside the basic plane is one. */
export function lengthOf(words: string): number {
  return [...words].length;
}
