/** What a power cut at any moment leaves of a document, on a disk that keeps only what was synced. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Document } from '../../../runtime/store/document.ts';
import { Killed, watchFs } from '../../fakes/faulty-fs.ts';
import { type Luck, PowerCutDisk } from '../../fakes/power-cut.ts';
import { seeded } from '../../fakes/seeded.ts';

const KIND = { schema: z.object({ count: z.int() }), initial: { count: 0 }, migrations: [] };
/** One update asks for seven operations; a cut falls anywhere into the first dozen of updates. */
const CUTS = 110;
/** lowdb's writer tries a second long to rename after each cut, so there are fewer. */
const CUTS_OF_LOWDB = 6;
const FIRST_CUT = 8;

const SEE_ALL = { wholeFiles: true };

/** Writes 1, 2, 3 … and tells each as soon as it is acknowledged. */
type Writer = (path: string, acknowledge: (count: number) => void) => Promise<never>;

const ours: Writer = async (path, acknowledge) => {
  const document = await Document.open(path, KIND);
  for (let count = 1; ; count++) {
    await document.update(() => ({ count }));
    acknowledge(count);
  }
};

const lowdbs: Writer = async (path, acknowledge) => {
  const low = new Low(new JSONFile<{ count: number }>(path), { count: 0 });
  for (let count = 1; ; count++) {
    await low.update((data) => Object.assign(data, { count }));
    acknowledge(count);
  }
};

async function readOurs(path: string): Promise<number> {
  const { data, setAside } = await Document.open(path, KIND);
  expect(setAside).toEqual([]);
  return data.count;
}

async function readLowdbs(path: string): Promise<number> {
  const low = new Low(new JSONFile<{ count: number }>(path), { count: 0 });
  await low.read();
  return low.data.count;
}

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'motif-cut-'));
});
afterEach(() => rm(scratch, { recursive: true }));

/** @returns how many of the images a power cut left hold less than was acknowledged, or nothing readable */
async function cutPower(
  writer: Writer,
  read: (path: string) => Promise<number>,
  cuts: number,
  luckOf: () => Luck[],
) {
  let images = 0;
  let losses = 0;
  for (let cut = FIRST_CUT; cut < FIRST_CUT + cuts; cut++) {
    const home = join(scratch, `home-${cut}`);
    await mkdir(home);
    const disk = await PowerCutDisk.of(home);
    const acknowledged = await writeUntil(cut, disk, writer, join(home, 'counts.json'));
    for (const luck of luckOf()) {
      const left = join(scratch, `left-${cut}-${images++}`);
      await mkdir(left);
      await disk.leaveBehind(left, luck);
      const count = await read(join(left, 'counts.json')).catch(() => -1);
      if (count < acknowledged) losses++;
    }
  }
  return { images, losses };
}

async function writeUntil(cut: number, disk: PowerCutDisk, writer: Writer, path: string): Promise<number> {
  let operations = 0;
  let acknowledged = 0;
  using _ = watchFs((operation) => {
    if (++operations > cut) throw new Killed();
    disk.take(operation);
  }, SEE_ALL);
  await writer(path, (count) => {
    acknowledged = count;
  }).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
  return acknowledged;
}

function everyLuck(): () => Luck[] {
  const random = seeded(20_261);
  const toss = () => random() % 2 === 0;
  return () => ['none', 'all', toss];
}

describe('a power cut', () => {
  it('takes no acknowledged change, in 330 images', { timeout: 120_000 }, async () => {
    const { images, losses } = await cutPower(ours, readOurs, CUTS, everyLuck());
    expect({ images, losses }).toEqual({ images: 3 * CUTS, losses: 0 });
    expect((await readdir(scratch)).length).toBeGreaterThan(300);
  });

  it('takes acknowledged changes from the writer that lowdb brings, so this test can see it', {
    timeout: 120_000,
  }, async () => {
    const { images, losses } = await cutPower(lowdbs, readLowdbs, CUTS_OF_LOWDB, () => ['none']);
    expect({ images, losses }).toEqual({ images: CUTS_OF_LOWDB, losses: CUTS_OF_LOWDB });
  });
});
