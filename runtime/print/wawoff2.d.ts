/** The part of the library that is used here; it ships no types of its own. */
declare module 'wawoff2' {
  /** A font file for the web as a plain one. */
  export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
}
