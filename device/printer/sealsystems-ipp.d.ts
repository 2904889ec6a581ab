/** The part of the library that is used here; it ships no types of its own. */
declare module '@sealsystems/ipp' {
  const ipp: {
    /** A message in RFC 8010's binary form. */
    serialize(message: Readonly<Record<string, unknown>>): Buffer;
    /** @throws where the bytes are no IPP message */
    parse(bytes: Buffer): unknown;
  };

  // biome-ignore lint/style/noDefaultExport: a CommonJS module has no other
  export { ipp as default };
}
