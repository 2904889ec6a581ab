import { createHash } from 'node:crypto';

/** Names a content: 64 hexadecimal digits. */
export function sha256Of(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
