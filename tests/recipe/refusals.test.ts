/** What a script of the recipe says when something it needs is missing: one sentence, never a traceback. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Outcome, recipePython, run } from './python.ts';
import { SETS, writeLexicon, writePackage, writePackages } from './tiny-data.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 600_000, maxConcurrency: 2 });

let scratch = '';
let python = '';
let missing = '';

beforeAll(async () => {
  const found = await recipePython();
  if ('missing' in found) missing = found.missing;
  else python = found.python;
  scratch = await mkdtemp(join(tmpdir(), 'motif-refusals-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** A DATA folder of its own for each test. */
async function dataFolder(name: string): Promise<string> {
  const folder = join(scratch, name);
  await mkdir(folder);
  return folder;
}

function expectSentence({ status, stderr }: Outcome, sentence: RegExp): void {
  const said = stderr
    .split('\n')
    .filter((line) => line.startsWith('expected') || /Traceback|^\s+(at|File) /.test(line));
  expect(said, stderr.slice(-2000)).toEqual([expect.stringMatching(sentence)]);
  expect(status).toBe(1);
}

const node = (script: string, ...args: string[]) => run(process.execPath, [`data/${script}`, ...args]);

describe('the scripts of Node', () => {
  it.each(['render_icons.mjs', 'make_concepts.mjs'])('%s wants a folder', async (script) => {
    expectSentence(await node(script), /^expected a folder for the data, received none: node /);
    expectSentence(
      await node(script, '/nowhere'),
      /^expected the folder \/nowhere, found none: make it with/,
    );
  });

  it.each([
    ['render_icons.mjs', `@iconify-json/${SETS[0]}`, '1.2'],
    ['make_concepts.mjs', 'cldr-annotations-full', '48'],
  ])('%s wants the package %s %s', async (script, name, version) => {
    const data = await dataFolder(script);
    const wanted = `^expected ${name} ${version}\\.x in ${data}`;
    const remedy = `: run "npm install ${name}@${version}" there$`;
    expectSentence(await node(script, data), new RegExp(`${wanted}, found none${remedy}`));
    await writePackage(data, name, '0.9.1');
    expectSentence(await node(script, data), new RegExp(`${wanted}, found 0.9.1${remedy}`));
  });

  it.runIf(process.platform === 'linux')('render_icons.mjs tells of a full disk', async () => {
    const data = await dataFolder('full-icons');
    await writePackages(data);
    await symlink('/dev/full', join(data, 'icons.rgba'));
    expectSentence(
      await node('render_icons.mjs', data),
      /^expected room for .*icons\.rgba, the disk is full: free/,
    );
  });
});

// Two at a time: most of their seconds go into loading torch.
describe.concurrent('the scripts of Python', () => {
  beforeEach(({ skip }) => {
    if (missing) skip(missing);
  });
  const script = (name: string, ...args: string[]) => run(python, ['-m', name, ...args]);

  it.each(['data.draw_pool', 'train.transformer', 'measure.judge'])('%s wants its packages', async (name) => {
    // -S leaves out every installed package.
    const outcome = await run(python, ['-S', '-m', name, '/nowhere']);
    expectSentence(outcome, /^expected \S+ \S+, found none: run pip install -r .*requirements\.txt$/);
  });

  it('wants the right version of torch', async () => {
    const info = join(scratch, 'site', 'torch-1.9.0.dist-info');
    await mkdir(info, { recursive: true });
    await writeFile(join(info, 'METADATA'), 'Metadata-Version: 2.1\nName: torch\nVersion: 1.9.0\n');
    const outcome = await run(python, ['-m', 'train.distill'], { PYTHONPATH: join(scratch, 'site') });
    expectSentence(outcome, /^expected torch 2\., found 1\.9\.0: run pip install -r /);
  });

  it.each([
    ['data.make_atlas', [], /icons\.json in \S+, found none: run node data\/render_icons\.mjs/],
    ['data.draw_captions', ['1'], /lexicon\.json in \S+, found none: run python3 -m data\.build_lexicon/],
    ['data.draw_pool', ['1'], /atlas\.npy in \S+, found none: run python3 -m data\.make_atlas/],
    ['train.text_encoders', ['1', 'cpu'], /captions in \S+, found none: run python3 -m data\.draw_captions/],
    ['train.autoencoder', ['1', 'cpu'], /atlas\.npy in \S+, found none: run python3 -m data\.make_atlas/],
    ['train.encode', ['cpu'], /vae in \S+, found none: run python3 -m train\.autoencoder/],
    ['train.transformer', ['1', '1', 'cpu'], /text_encoder in \S+, found none: run .* train\.text_encoders/],
    ['train.distill', ['1', '1', 'cpu'], /teacher in \S+, found none: run python3 -m train\.transformer/],
    ['train.assemble', ['/nowhere/out'], /tokenizer in \S+, found none: run python3 -m data\.tokenizer/],
  ])('%s wants what the stage before it writes', async (name, args, sentence) => {
    expectSentence(await script(name, '/nowhere', ...args), sentence);
  });

  it('build_lexicon wants its packages or its dictionaries', async () => {
    const data = await dataFolder('no-dictionaries');
    expectSentence(
      await script('data.build_lexicon', data),
      /^expected \S+ \S+( in \S+)?, found none: (run npm|pip) install /,
    );
  });

  it.each(['data.make_atlas', 'data.tokenizer', 'data.build_lexicon'])('%s shows its usage', async (name) => {
    expectSentence(await script(name), /^expected other arguments, received none: Usage: python3 -m data\./);
  });

  it.runIf(process.platform === 'linux')('tells of a full disk', async () => {
    const data = await dataFolder('full-captions');
    await writeLexicon(data);
    await mkdir(join(data, 'captions'));
    await symlink('/dev/full', join(data, 'captions', '00000.part'));
    await writeTokenizer(data);
    const outcome = await script('data.draw_captions', data, '1', '--rows', '2');
    expectSentence(outcome, /^expected room for .*, the disk is full: free some space/);
  });

  it('make_atlas wants room before it draws', async ({ skip }) => {
    const data = await dataFolder('small-disk');
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', data]);
    if (status !== 0) skip('Only root may mount a small disk to fill.');
    try {
      await writeFile(join(data, 'icons.json'), '{"size": 320, "icons": [{"concept": 0}, {"concept": 1}]}');
      await writeFile(join(data, 'icons.rgba'), Buffer.alloc(2 * 320 * 320 * 4));
      expectSentence(
        await script('data.make_atlas', data),
        /^expected 9 MB of room in \S+, found 2 MB, the disk is full/,
      );
    } finally {
      spawnSync('umount', [data]);
    }
  });
});

/** A vocabulary of bytes alone. */
async function writeTokenizer(data: string): Promise<void> {
  const code =
    'import sys; from pathlib import Path; from data.tokenizer import *; ' +
    'save(Path(sys.argv[1]) / "tokenizer", build_vocabulary([]), [], EOS)';
  const { status, stderr } = await run(python, ['-c', code, data]);
  expect(status, stderr).toBe(0);
}
