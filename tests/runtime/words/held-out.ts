/** The wishes that the guard is measured with, a file a group; they were written before its lists were. */
import { readFileSync } from 'node:fs';

export interface HeldOutWish {
  /** The class above it in the file, such as `slurs`. */
  readonly wordClass: string;
  readonly wish: string;
}

/** @param group name of the file, without `.txt` */
export function heldOut(group: string): readonly HeldOutWish[] {
  const lines = readFileSync(new URL(`./held-out/${group}.txt`, import.meta.url), 'utf8').split('\n');
  let wordClass = '';
  return lines.flatMap((line) => {
    if (line.startsWith('# ')) wordClass = line.slice(2);
    return line === '' || line.startsWith('# ') ? [] : [{ wordClass, wish: line }];
  });
}
