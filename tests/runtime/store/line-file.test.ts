import {
  appendFile,
  mkdir,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncFolder } from '../../../runtime/store/atomic-write.ts';
import { LineFile } from '../../../runtime/store/line-file.ts';
import { Killed, watchFs } from '../../fakes/faulty-fs.ts';
import { type Luck, PowerCutDisk } from '../../fakes/power-cut.ts';
import { seeded } from '../../fakes/seeded.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-line-file-'));
});
afterEach(() => rm(dir, { recursive: true }));

const open = (mostBytes = 1000) => new LineFile(join(dir, 'log', 'a.jsonl'), { mostBytes, durable: true });

describe('a file of lines', () => {
  it('keeps the latest lines through restarts, oldest first', async () => {
    const first = open();
    first.write('1\n');
    first.close();
    const second = open();
    second.write('2\n');
    second.write('3\n');
    expect(await second.tail(2)).toEqual(['2', '3']);
    expect(await second.tail(9)).toEqual(['1', '2', '3']);
    second.close();
  });

  it('never takes more than twice its size, whatever is written', async () => {
    const file = open(100);
    for (let line = 0; line < 1000; line++) file.write(`line ${line}\n`);
    expect((await readdir(join(dir, 'log'))).sort()).toEqual(['a.jsonl', 'a.jsonl.1']);
    const lines = await file.tail(1000);
    expect(lines.join('\n').length).toBeLessThan(220);
    expect(lines.at(-1)).toBe('line 999');
    file.close();
  });

  it('loses no line after one that a power cut tore', async () => {
    const torn = open();
    torn.write('1\n');
    torn.close();
    await appendFile(join(dir, 'log', 'a.jsonl'), '{"half');
    const next = open();
    next.write('2\n');
    expect(await next.tail(9)).toEqual(['1', '{"half', '2']);
    next.close();
  });

  it('finds the last lines wherever they begin, of any length and in any script', async () => {
    const file = open(1e9);
    const lines = Array.from({ length: 400 }, (_, i) => `${i} ${'樱花'.repeat((i * 37) % 300)}`);
    for (const line of lines) file.write(`${line}\n`);
    for (const most of [1, 2, 57, 58, 59, 60, 399, 400, 500])
      expect(await file.tail(most)).toEqual(lines.slice(-most));
    expect(await file.tail(0)).toEqual([]);
    file.close();
  });

  it('writes nothing once closed, into no other file either', async () => {
    const file = open();
    file.write('1\n');
    file.close();
    file.close();
    const other = new LineFile(join(dir, 'other'), { mostBytes: 1000, durable: false });
    file.write('2\n');
    expect(await other.tail(9)).toEqual([]);
    expect(await file.tail(9)).toEqual(['1']);
    other.close();
  });
});

describe('forgetting', () => {
  const isOld = (line: string) => line.startsWith('old');
  const text = (from: number, count: number, age: string) =>
    Array.from({ length: count }, (_, n) => `${age} ${from + n} ${'x'.repeat(60)}\n`);

  it('keeps every line that is written meanwhile, in order, and goes on in the new file', async () => {
    const file = open(1e9);
    // Several chunks, so that the copy takes a while.
    file.write([...text(0, 40_000, 'old'), ...text(0, 40_000, 'new')].join(''));
    let [written, done] = [0, false];
    const forgetting = file.forget(isOld).then(() => {
      done = true;
    });
    while (!done) {
      file.write(`late ${written++}\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await forgetting;
    file.write('last\n');
    const lines = await file.tail(1e9);
    expect(written).toBeGreaterThan(3);
    expect(lines).toHaveLength(40_000 + written + 1);
    expect(lines[0]).toMatch(/^new 0 /);
    const late = Array.from({ length: written }, (_, n) => `late ${n}`);
    expect(lines.slice(40_000)).toEqual([...late, 'last']);
    expect((await readdir(join(dir, 'log'))).sort()).toEqual(['a.jsonl']);
    file.close();
  });

  it('may be overtaken by the end', async () => {
    const file = open(1e9);
    file.write([...text(0, 5_000, 'old'), ...text(0, 5_000, 'new')].join(''));
    const forgetting = file.forget(isOld);
    file.close();
    await forgetting;
    const next = open(1e9);
    expect((await next.tail(5_000))[0]).toMatch(/^new 0 /);
    next.close();
  });

  /** @returns of how many images that a power cut leaves, how many lack a young line, or have an old one again */
  async function cutPower(forget: (path: string) => Promise<unknown>) {
    const [random, young] = [seeded(7), ['new 1', 'new 2', 'new 3']];
    const luck: Luck[] = ['none', 'all', () => random() % 2 === 0];
    const base = await mkdtemp(join(dir, 'cuts-'));
    const found = { images: 0, losses: 0, undone: 0 };
    for (let cut = 0; cut < 25; cut++) {
      const home = join(base, `home-${cut}`);
      await mkdir(home);
      const path = join(home, 'a.jsonl');
      await appendFile(path, `${['old 1', 'old 2', ...young].join('\n')}\n`);
      await appendFile(`${path}.1`, 'old 0\n');
      const disk = await PowerCutDisk.of(home);
      let operations = 0;
      const watch = watchFs((operation) => {
        if (++operations > cut) throw new Killed();
        disk.take(operation);
      });
      const isDone = await forget(path).then(
        () => true,
        (failure: unknown) => {
          if (failure instanceof Killed) return false;
          throw failure;
        },
      );
      watch[Symbol.dispose]();
      for (const [n, chance] of luck.entries()) {
        const left = join(base, `left-${cut}-${n}`);
        await disk.leaveBehind(left, chance);
        const lines = (await readFile(join(left, 'a.jsonl'), 'utf8').catch(() => '')).split('\n');
        found.images += 1;
        if (young.some((line) => !lines.includes(line))) found.losses += 1;
        if (isDone && lines.includes('old 1')) found.undone += 1;
      }
    }
    return found;
  }

  it('loses no young line to a power cut at any moment, and is done for good once it says so', async () => {
    const found = await cutPower(async (path) => {
      const file = new LineFile(path, { mostBytes: 1e9, durable: true });
      await file.forget(isOld).finally(() => file.close());
    });
    expect(found).toEqual({ images: 75, losses: 0, undone: 0 });
  });

  /** As one might write it: everything but one of the two syncs. */
  const carelessly = (without: 'contents' | 'name') => async (path: string) => {
    const kept = (await readFile(path, 'utf8')).split('\n').filter((line) => !isOld(line));
    const aside = await openFile(`${path}.kept`, 'w');
    try {
      await aside.writeFile(kept.join('\n'));
      if (without !== 'contents') await aside.sync();
    } finally {
      await aside.close();
    }
    await rename(`${path}.kept`, path);
    if (without !== 'name') await syncFolder(dirname(path));
  };

  it('would lose them, or forget that it forgot, without one of its syncs, so this test sees both', async () => {
    expect((await cutPower(carelessly('contents'))).losses).toBeGreaterThan(10);
    expect((await cutPower(carelessly('name'))).undone).toBeGreaterThan(10);
  });
});
