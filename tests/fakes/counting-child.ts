/**
 * Adds one to a number in a file, again and again, reading it anew each time as a program does that is started
 * each time: `counting-child.ts <folder> <times> lock|no-lock`.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { MotifError } from '../../runtime/errors.ts';
import { lockData } from '../../runtime/store/data-lock.ts';
import { Document } from '../../runtime/store/document.ts';

const KIND = { schema: z.object({ count: z.int() }), initial: { count: 0 }, migrations: [] };
const [dir = '', times = '', lock = ''] = process.argv.slice(2);

// Both begin at the same moment, however long each took to start.
await writeFile(join(dir, `here.${process.pid}`), '');
while ((await readdir(dir)).filter((name) => name.startsWith('here.')).length < 2) await pause(5);

for (let done = 0; done < Number(times); ) {
  try {
    await using _ = lock === 'lock' ? await lockData(dir) : null;
    const document = await Document.open(join(dir, 'count.json'), KIND);
    await document.update(({ count }) => ({ count: count + 1 }));
    done += 1;
  } catch (failure) {
    if (!(failure instanceof MotifError)) throw failure;
    await pause(2); // another has the folder, or has just taken the file away
  }
}
