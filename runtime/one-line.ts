/** Control characters that JSON leaves as they are, line ends of Unicode, and marks that reverse the reading order. */
const NOT_PLAIN = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * JSON that every terminal and editor shows as one line and in its true order, whatever text is in it. Still
 * the same JSON: the characters are written as escapes.
 */
export function onOneLine(json: string): string {
  return json.replace(NOT_PLAIN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
