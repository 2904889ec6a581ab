/** `y = x + x` for four float32 numbers, as an ONNX file of operator set 20. */
export const TINY_NETWORK = Buffer.from(
  'CAkSBW1vdGlmOj4KEwoBeAoBeBIBeRoBeSIDQWRkOgASBXByb2JlWg8KAXgSCgoICAESBAoCCARiDwoBeRIKCggIARIECgIIBEIECgAQFEIRCg1jb20ubWljcm9zb2Z0EAE=',
  'base64',
);
