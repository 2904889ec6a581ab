/** The starter model's whole recipe at tiny sizes: from icons to a folder that the product draws with. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCheckpoint } from '../../engine-build/checkpoint/checkpoint.ts';
import { ROOT } from '../architecture/imports.ts';
import { RECIPE, recipePython, run } from './python.ts';
import { CONCEPTS, writeLexicon, writePackages } from './tiny-data.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 600_000 });

/** Ends a stage after the same step on every machine: a minute of the plan is sixty steps. */
const COUNTED = ['--step-seconds', '1'];
const minutes = (steps: number) => String(steps / 60);

let data = '';
let python = '';
let missing = '';

beforeAll(async () => {
  const found = await recipePython();
  if ('missing' in found) missing = found.missing;
  else python = found.python;
  data = await mkdtemp(join(tmpdir(), 'motif-recipe-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

/** What a program prints; fails with what it complains of. */
async function output(command: string, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, { PYTHONPATH: RECIPE });
  expect(status, `${args.join(' ')}\n${stderr.slice(-2000)}`).toBe(0);
  return stdout;
}

const script = (name: string, ...args: string[]) => output(python, ['-m', name, data, ...args]);
const stage = async (name: string, ...args: string[]) => lossOf(await script(name, ...args, ...COUNTED));

function lossOf(said: string): { first: number; last: number } {
  const [, first, last] = /loss ([\d.]+) at first, ([\d.]+) at last/.exec(said) ?? [];
  return { first: Number(first), last: Number(last) };
}

/** Of the rows and of the pooled states: what the map leaves of the variance, and what was left without it. */
const unexplained = (said: string) => [...said.matchAll(/: ([\d.]+) of the variance left/g)].map(numberIn);
const unmapped = (said: string) => [...said.matchAll(/left, ([\d.]+) unmapped/g)].map(numberIn);
const numberIn = ([, digits]: RegExpMatchArray) => Number(digits);

async function expectFiles(...names: string[]): Promise<void> {
  const all = await readdir(data, { recursive: true });
  expect(all).toEqual(expect.arrayContaining(names));
}

beforeEach(({ skip }) => {
  if (missing) skip(missing);
});

describe('the recipe', () => {
  it('renders icons and sets them in every style', async () => {
    await writePackages(data);
    await writeLexicon(data);
    expect(await output(process.execPath, ['data/render_icons.mjs', data])).toMatch(/\n6 icons\n$/);
    expect(await script('data.make_atlas', String(CONCEPTS))).toBe('6 icons in 11 styles\n');
    await expectFiles('icons.rgba', 'icons.json', 'atlas.npy');
  });

  it('writes captions and draws pictures of two shapes', async () => {
    await script('data.tokenizer');
    await script('data.draw_captions', '1', '--rows', '200');
    await script('data.draw_pool', '2', '--rows', '4');
    await script('data.draw_pool', '1', '6', '--rows', '4');
    await expectFiles('tokenizer/vocab.json', 'tokenizer_2/merges.txt', 'captions/00000.npz');
    expect((await readdir(join(data, 'pool'))).sort()).toEqual([
      '00000.pickle',
      '00001.pickle',
      '00006.pickle',
    ]);
  });

  it('teaches the text encoders', async () => {
    const loss = await stage('train.text_encoders', minutes(16), 'cpu', '8');
    expect(loss.last).toBeLessThan(loss.first);
    await expectFiles('text_encoder/model.safetensors', 'text_encoder_2/model.safetensors');
  });

  it('teaches the text encoders what a changed lexicon says', async () => {
    const old = join(data, 'old-lexicon.json');
    await writeFile(old, JSON.stringify({ en: [], zh: [] }));
    const taught = await readFile(join(data, 'text_encoder', 'model.safetensors'));
    const loss = await stage('train.relearn', old, minutes(16), 'cpu', '--batch', '4');
    expect(loss.last).toBeLessThan(loss.first);
    expect(taught.equals(await readFile(join(data, 'text_encoder', 'model.safetensors')))).toBe(false);
  });

  it('teaches the autoencoder', async () => {
    await output(python, [join(ROOT, 'tests', 'recipe', 'tiny_networks.py'), join(data, 'start')]);
    const start = ['--start', join(data, 'start', 'vae')];
    const more = [...start, '--batch', '4', '--chunks', '1'];
    const loss = await stage('train.autoencoder', minutes(32), 'cpu', ...more);
    expect(loss.last).toBeLessThan(loss.first);
    await expectFiles('vae/config.json', 'vae.png');
  });

  it('sharpens the decoder alone, and leaves the encoder as it was', async () => {
    const [before, more] = [await encoderOf('vae'), ['--batch', '4', '--chunks', '1']];
    const start = ['--start', join(data, 'vae'), '--decoder', '--out', 'sharper'];
    const loss = await stage('train.autoencoder', minutes(32), 'cpu', ...start, ...more);
    expect(loss.last).toBeLessThan(loss.first);
    expect(await encoderOf('sharper')).toEqual(before);
  });

  it('encodes the pool but its held-out chunk', async () => {
    await script('train.encode', 'cpu', '--chunks', '2');
    expect((await readdir(join(data, 'latents'))).sort()).toEqual(['00001.pt', '00006.pt']);
  });

  it('teaches the transformer in two calls, the second of two processes, which goes on from the first', async () => {
    const start = ['--start', join(data, 'start', 'transformer')];
    const call = ['train.transformer', data, minutes(12), minutes(24), 'cpu', ...start];
    const more = ['--batch', '4', '--chunks', '2', '--wait-for', '2', ...COUNTED];
    const first = await output(python, ['-m', ...call, ...more]);
    expect(first).toMatch(/, step 0\n[\s\S]*step 12 after 0\.20 minutes/);
    const two = ['-m', 'torch.distributed.run', '--standalone', '--nproc_per_node', '2', '-m', '--'];
    const second = await output(python, [...two, ...call, ...more]);
    expect(second).toMatch(/, step 12\n[\s\S]*step 24 after 0\.40 minutes/);
    expect(lossOf(first).last).toBeLessThan(lossOf(first).first);
    expect(lossOf(second).last).toBeLessThan(lossOf(first).first);
    await expectFiles('teacher.pt', 'teacher/config.json');
  });

  it('distils the student', async () => {
    // Each batch of paths takes the teacher's every step, which is most of what this costs.
    const learnt = [minutes(1), minutes(24), 'cpu', '--batch', '4', '--chunks', '2'];
    const loss = await stage('train.distill', ...learnt);
    expect(loss.last).toBeLessThan(loss.first);
    await expectFiles('transformer/config.json');
  });

  it('lets a transformer read text encoders that have drifted', async () => {
    const old = join(data, 'before');
    for (const part of ['transformer', 'text_encoder', 'text_encoder_2'])
      await cp(join(data, part), join(old, part), { recursive: true });
    const same = await script('train.adapt', old, '--captions', '200');
    expect(unmapped(same)).toEqual([0, 0]);
    await stage('train.text_encoders', minutes(8), 'cpu', '8', '--start', old);
    const drifted = await script('train.adapt', old, '--captions', '200');
    expect(Math.min(...unmapped(drifted))).toBeGreaterThan(0);
    expect(unexplained(drifted)[0]).toBeLessThan(unmapped(drifted)[0] ?? 0);
  });

  it('assembles a folder that the product opens and draws with', async () => {
    const model = join(data, 'model');
    await script('train.assemble', model);
    await expectFiles('model/model_index.json', 'model/motif.json', 'model/scheduler/scheduler_config.json');
    await using checkpoint = await openCheckpoint(model);
    expect(checkpoint).toBeDefined();
    const args = [
      '--model',
      model,
      '--prompt',
      '樱花',
      '--steps',
      '4',
      '--seed',
      '0',
      '--data',
      join(data, 'engines'),
    ];
    await output(process.execPath, [
      join(ROOT, 'provisioning', 'motif.mjs'),
      'generate',
      ...args,
      '--out',
      join(data, 'pictures'),
    ]);
    await expectPicture(join(data, 'pictures', 'motif-0.png'));
  });
});

/** The weights of an autoencoder's encoder in DATA, by name. */
async function encoderOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const file = await readFile(join(data, folder, 'diffusion_pytorch_model.safetensors'));
  const length = Number(file.readBigUInt64LE(0));
  const header: Record<string, { data_offsets?: [number, number] }> = JSON.parse(
    file.subarray(8, 8 + length).toString(),
  );
  const encoders = Object.entries(header).filter(([name]) => name.startsWith('encoder.'));
  return Object.fromEntries(
    encoders.map(([name, { data_offsets: [from, to] = [0, 0] }]) => [
      name,
      file.subarray(8 + length + from, 8 + length + to).toString('base64'),
    ]),
  );
}

/** 512×512, and not of one colour: a network that has not learnt draws something, but never a blank. */
async function expectPicture(path: string): Promise<void> {
  const picture = sharp(await readFile(path));
  expect(await picture.metadata()).toMatchObject({ format: 'png', width: 512, height: 512 });
  const { channels } = await picture.stats();
  expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(1);
}
