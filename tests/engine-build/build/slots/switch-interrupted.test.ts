import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { activeSlot, readSlotState, SLOTS_FILE } from '../../../../engine-build/build/slots/slot-state.ts';
import { installEngine, verifySlot } from '../../../../engine-build/build/slots/slots.ts';
import { type FsOperation, killAt, watchFs } from '../../../fakes/faulty-fs.ts';
import { type Luck, PowerCutDisk } from '../../../fakes/power-cut.ts';
import { seeded } from '../../../fakes/seeded.ts';
import { keyOf, provisionTinyEngine } from '../../../fakes/tiny-engine.ts';
import { temporaryFolder } from '../../safetensors-file.ts';

const SWITCHING_CHILD = new URL('../../../fakes/switching-child.ts', import.meta.url).pathname;

type Install = typeof installEngine;

/** Key of the active engine when it is whole; otherwise what is wrong. */
async function verdict(slots: string): Promise<string> {
  try {
    const slot = activeSlot(await readSlotState(slots));
    if (!slot) return 'no active slot';
    const { problem } = await verifySlot(slots, slot);
    return problem === null ? slot.key : problem;
  } catch (error) {
    return String(error);
  }
}

/** A folder with two engines, "old" being active: the everyday state of a kiosk. */
async function provisionedFolder(): Promise<string> {
  const slots = await temporaryFolder();
  await provisionTinyEngine(slots, 'oldest');
  await provisionTinyEngine(slots, 'old');
  return slots;
}

/** What a kiosk would find after each kill of a switch to "new", by operation. */
async function killEverywhere(install: Install): Promise<string[]> {
  const pristine = await provisionedFolder();
  const slots = path.join(await temporaryFolder(), 'slots');
  const found: string[] = [];
  for (let n = 1; ; n++) {
    await rm(slots, { recursive: true, force: true });
    await cp(pristine, slots, { recursive: true });
    const { finished } = await killAt(n, () => provisionTinyEngine(slots, 'new', install));
    found.push(await verdict(slots));
    if (finished) return found;
    const next = await provisionTinyEngine(slots, 'newer').then(
      () => verdict(slots),
      (error: unknown) => String(error),
    );
    if (next !== keyOf('newer')) found.push(`the next provisioning failed: ${next}`);
  }
}

/** The same after a power cut at each operation; `acknowledged` is what the finished switch must leave. */
async function cutPowerEverywhere(install: Install, luck: Luck): Promise<string[]> {
  const slots = await provisionedFolder();
  const disk = await PowerCutDisk.of(slots);
  const operations: FsOperation[] = [];
  {
    using _ = watchFs((operation) => operations.push(operation));
    await provisionTinyEngine(slots, 'new', install);
  }
  const found: string[] = [];
  for (const operation of [...operations, null]) {
    const left = await temporaryFolder();
    await disk.leaveBehind(left, luck);
    found.push(await verdict(left));
    if (operation) disk.take(operation);
  }
  return found;
}

/** @returns whether the child lived to the end of its switch; otherwise SIGKILL must have ended it */
async function switchInChild(slots: string, n: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx/esm', SWITCHING_CHILD, slots, String(n)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  expect(code ?? signal).toBe(code === 0 ? 0 : 'SIGKILL');
  return code === 0;
}

/** A coin that falls the same way in every run. */
function coin(seed: number): () => boolean {
  const next = seeded(seed);
  return () => next() >= 2 ** 31;
}

const GOOD = [keyOf('old'), keyOf('new')];

/** Old until the switch, new from then on, never anything else. */
function expectOneSwitch(found: readonly string[]): void {
  expect(found.filter((verdict) => !GOOD.includes(verdict))).toEqual([]);
  expect(found.at(-1)).toBe(keyOf('new'));
  expect(found).toEqual(found.toSorted((a, b) => GOOD.indexOf(a) - GOOD.indexOf(b)));
  expect(found[0]).toBe(keyOf('old'));
}

function isOneSwitch(found: readonly string[]): boolean {
  try {
    expectOneSwitch(found);
    return true;
  } catch {
    return false;
  }
}

async function writeUnsynced(name: string, state: unknown): Promise<void> {
  const file = await open(name, 'w');
  try {
    await file.writeFile(JSON.stringify(state));
  } finally {
    await file.close();
  }
}

/** Writes the state over the old one: a crash half-way leaves half of it. */
const inPlace: Install = async (dir, state, engine) => {
  const next = await installEngine(dir, state, engine);
  await writeFile(path.join(dir, SLOTS_FILE), JSON.stringify(state));
  await writeUnsynced(path.join(dir, SLOTS_FILE), next);
  return next;
};

/** The usual "atomic" replacement, which waits for no disk. */
const withoutSync: Install = async (dir, state, engine) => {
  const next = await installEngine(dir, state, engine);
  await writeFile(path.join(dir, SLOTS_FILE), JSON.stringify(state));
  await writeUnsynced(path.join(dir, `${SLOTS_FILE}.new`), next);
  await rename(path.join(dir, `${SLOTS_FILE}.new`), path.join(dir, SLOTS_FILE));
  return next;
};

describe('a switch of slots', () => {
  it('leaves a verified engine active wherever its process is killed, and the next one succeeds', async () => {
    const found = await killEverywhere(installEngine);
    expect(found.length).toBeGreaterThan(25);
    expectOneSwitch(found);
  });

  it.each([
    ['nothing unsynced survives', 'none'],
    ['everything survives', 'all'],
  ] as const)('leaves a verified engine active wherever the power fails when %s', async (_, luck) => {
    expectOneSwitch(await cutPowerEverywhere(installEngine, luck));
  });

  it('does so for 10 random orders in which a disk may write', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const found = await cutPowerEverywhere(installEngine, coin(seed));
      expect(found.filter((verdict) => !GOOD.includes(verdict))).toEqual([]);
      expect(found.at(-1)).toBe(keyOf('new'));
    }
  }, 120_000);
});

describe('a process that is really killed', () => {
  it('at any operation of a switch leaves a verified engine active', async () => {
    const pristine = await provisionedFolder();
    const parent = await temporaryFolder();
    const found: string[] = [];
    for (let n = 1, alive = false; !alive; n++) {
      const slots = path.join(parent, String(n));
      await cp(pristine, slots, { recursive: true });
      alive = await switchInChild(slots, n);
      found.push(await verdict(slots));
    }
    expect(found.length).toBeGreaterThan(7);
    expectOneSwitch(found);
  }, 180_000);
});

describe('these tests', () => {
  it('catch a state file that is written in place', async () => {
    expect((await killEverywhere(inPlace)).filter((found) => !GOOD.includes(found))).not.toEqual([]);
  });

  it('catch a switch that does not wait for the disk, which kills alone do not show', async () => {
    const killed = await killEverywhere(withoutSync);
    expect(killed.filter((found) => !GOOD.includes(found))).toEqual([]);
    // One order of writing may be a lucky one; among ten, some must lose the switch.
    const caught: boolean[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      caught.push(!isOneSwitch(await cutPowerEverywhere(withoutSync, coin(seed))));
    }
    expect(caught).toContain(true);
  }, 120_000);
});
