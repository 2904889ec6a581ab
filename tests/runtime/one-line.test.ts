import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditLog } from '../../runtime/admin/audit-log.ts';
import { openLog } from '../../runtime/log.ts';
import { onOneLine } from '../../runtime/one-line.ts';

/** What ends or turns a line somewhere: in a terminal, an editor, a browser. */
const HOSTILE = [
  'a fox\n{"level":50,"msg":"forged"}',
  'a fox\r\nforged',
  'a\u2028forged',
  'a\u2029forged',
  'a\u0085forged',
  'a\u009b31mred',
  '\u001b[2Jcleared',
  'a\u0000b',
  '\u202egnp.exe',
  '%s %d {} <%= 1 %>',
  '</script><script>alert(1)</script>',
  'x'.repeat(10_000),
];
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-lines-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe.each(HOSTILE.map((text) => ({ text })))('hostile text no. %#', ({ text }) => {
  it('is one line in the log, and still the same text', () => {
    const lines: string[] = [];
    openLog('info', { write: (line) => lines.push(line) }).info({ prompt: text }, text);
    expect(lines).toHaveLength(1);
    const [line = ''] = lines;
    expect(line.endsWith('\n')).toBe(true);
    expect(line.slice(0, -1)).not.toMatch(CONTROL);
    expect(JSON.parse(line)).toMatchObject({ prompt: text, msg: text });
  });

  it('is one line in the audit log', async () => {
    const audit = new AuditLog(dir);
    audit.note({ role: null, address: text, act: 'sign-in', about: text });
    audit.note({ role: 'staff', address: '127.0.0.1', act: 'sign-out', about: null });
    const entries = await audit.latest(10);
    audit.close();
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({ about: text });
  });
});

describe('plain JSON alone', () => {
  it('lets line ends of Unicode through, so this test can see them', () => {
    expect(JSON.stringify('a\u2028b')).toMatch(CONTROL);
    expect(onOneLine(JSON.stringify('a\u2028b'))).toBe('"a\\u2028b"');
  });
});
