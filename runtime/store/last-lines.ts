import { open } from 'node:fs/promises';
import { hasCode } from './atomic-write.ts';

const CHUNK = 65_536;
const LINE_BREAK = 0x0a;

/** The last lines of a file, oldest first; none where there is no file. Reads from its end, so a long file costs no more. */
export async function lastLines(path: string, most: number): Promise<readonly string[]> {
  const file = await openOrNull(path);
  if (!file) return [];
  try {
    let { size: start } = await file.stat();
    let tail = Buffer.alloc(0);
    let breaks = 0;
    // One break ends the last line, one more must stand before the first that is wanted.
    while (start > 0 && breaks <= most) {
      const chunk = Buffer.alloc(Math.min(CHUNK, start));
      start -= chunk.length;
      await file.read(chunk, 0, chunk.length, start);
      breaks += chunk.filter((byte) => byte === LINE_BREAK).length;
      tail = Buffer.concat([chunk, tail]);
    }
    const lines = linesOf(tail, start > 0);
    return lines.slice(Math.max(0, lines.length - most));
  } finally {
    await file.close();
  }
}

/** @param cut whether the text may begin in the middle of a line */
function linesOf(text: Buffer, cut: boolean): readonly string[] {
  const from = cut ? text.indexOf(LINE_BREAK) + 1 : 0;
  return text
    .toString('utf8', from)
    .split('\n')
    .filter((line) => line !== '');
}

async function openOrNull(path: string) {
  try {
    return await open(path, 'r');
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}
