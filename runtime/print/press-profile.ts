import { readFile } from 'node:fs/promises';
import { InputError } from '../errors.ts';
import { hasCode } from '../store/atomic-write.ts';

/** The colours of a shop's press: what its ICC profile says, and what it is called. */
export interface PressProfile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** ICC.1:2022 7.2: where the header names the device's colour space, and its own signature. */
const SPACE = { from: 16, to: 20, expected: 'CMYK' } as const;
const SIGNATURE = { from: 36, to: 40, expected: 'acsp' } as const;
const HEADER_BYTES = 128;

/**
 * Reads the profile that a shop put into its data folder; null where it put none. Motif ships no such profile:
 * a press's own is the only one that is right, and none of the common ones may be passed on freely.
 *
 * @throws InputError for a file that is no ICC profile of a CMYK press
 */
export async function readPressProfile(path: string): Promise<PressProfile | null> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  });
  if (bytes === null) return null;
  const found = [SIGNATURE, SPACE].map(({ from, to }) => bytes.toString('latin1', from, to));
  if (bytes.length > HEADER_BYTES && found[0] === SIGNATURE.expected && found[1] === SPACE.expected) {
    return { path, bytes, name: descriptionOf(bytes) };
  }
  throw new InputError(
    `Expected the ICC profile of a CMYK press in ${path} but received ${
      found[0] === SIGNATURE.expected ? `one for ${found[1]?.trim()}` : 'a file that is no ICC profile'
    }. Put the profile of your press there, or remove the file to print in sRGB.`,
  );
}

/** ICC.1:2022 7.3: the tag table after the header; 12 bytes an entry. The older text type is enough for a name. */
function descriptionOf(bytes: Buffer): string {
  const tags = bytes.readUInt32BE(HEADER_BYTES);
  for (let i = 0; i < tags && HEADER_BYTES + 4 + 12 * (i + 1) <= bytes.length; i += 1) {
    const entry = HEADER_BYTES + 4 + 12 * i;
    if (bytes.toString('latin1', entry, entry + 4) !== 'desc') continue;
    const at = bytes.readUInt32BE(entry + 4);
    if (bytes.toString('latin1', at, at + 4) !== 'desc') break;
    const length = bytes.readUInt32BE(at + 8);
    return bytes.toString('latin1', at + 12, at + 11 + length);
  }
  return 'Custom';
}
