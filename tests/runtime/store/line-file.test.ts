import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LineFile } from '../../../runtime/store/line-file.ts';

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
