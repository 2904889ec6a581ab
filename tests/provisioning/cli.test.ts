import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPictureFacts } from '../../runtime/jobs/picture-file.ts';
import { ROOT } from '../architecture/imports.ts';

// Each test starts the program, and the first ones build engines.
vi.setConfig({ testTimeout: 180_000 });

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a process of its own, as a script would. */
function motif(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'provisioning', 'motif.mjs'), ...args]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

function lastJson(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Two steps of one picture: enough to go through every part, quick enough for every run. */
const QUICK = ['--prompt', '樱花', '--steps', '2', '--seed', '7', '--json'];

let scratch = '';
let data: string[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'motif-cli-'));
  data = ['--data', join(scratch, 'data')];
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

describe('motif generate', () => {
  it('draws the same pixels for the same seed, in two processes', async () => {
    const pictures: Buffer[] = [];
    for (const out of ['a', 'b']) {
      const { status, stdout } = await motif('generate', ...QUICK, ...data, '--out', join(scratch, out));
      expect(status).toBe(0);
      const result = lastJson(stdout);
      expect(result).toMatchObject({ seeds: [7], backend: 'cpu', precision: 'fp32', steps: 2 });
      pictures.push(await readFile(String(Array.isArray(result.images) ? result.images[0] : '')));
    }
    expect(pictures[0]?.equals(pictures[1] ?? Buffer.alloc(0))).toBe(true);
    const facts = await readPictureFacts(pictures[0] ?? Buffer.alloc(0));
    expect(facts).toMatchObject({ prompt: '樱花', seed: 7, steps: 2, model: 'motif-starter-6' });
  });

  it('takes noise from a file and gives the latents back, and INT8 stays near FP32', async () => {
    const noise = join(scratch, 'noise.safetensors');
    await writeFile(noise, safetensors('noise', [1, 16, 32, 32], sines(16 * 32 * 32)));
    const latents: Float32Array[] = [];
    for (const precision of ['fp32', 'int8']) {
      const file = join(scratch, `${precision}.safetensors`);
      const more = ['--noise', noise, '--save-latents', file, '--precision', precision, '--out', scratch];
      const { status, stderr } = await motif('generate', ...QUICK, ...data, ...more);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      latents.push(readLatents(await readFile(file)));
    }
    const [fp32 = new Float32Array(), int8 = new Float32Array()] = latents;
    expect(fp32).toHaveLength(16 * 32 * 32);
    const distance = Math.hypot(...fp32.map((value, i) => value - (int8[i] ?? 0))) / Math.hypot(...fp32);
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeLessThan(0.15);
  });

  it.each([
    ['no prompt', ['--steps', '2'], /--prompt <text>' not specified/],
    ['an empty prompt', ['--prompt', ' '], /at least one visible character/],
    ['zero steps', ['--prompt', 'x', '--steps', '0'], /--steps from 1 to 500 but received "0"/],
    ['ten thousand steps', ['--prompt', 'x', '--steps', '10000'], /--steps from 1 to 500/],
    ['guidance NaN', ['--prompt', 'x', '--guidance', 'NaN'], /--guidance from 0 to 50 but received "NaN"/],
    ['a size that does not fit', ['--prompt', 'x', '--width', '100'], /multiples of 32 .* received 100×512/],
    ['an unknown backend', ['--prompt', 'x', '--backend', 'abacus'], /one of cpu, cuda, webgpu, tensorrt/],
    [
      'a precision of other devices',
      ['--prompt', 'x', '--precision', 'fp8'],
      /a plan with the scales of FP8 but received none/,
    ],
    ['a missing noise file', ['--prompt', 'x', '--noise', '/nowhere'], /noise file at \/nowhere/],
    ['a missing picture', ['--prompt', 'x', '--image', '/nowhere'], /picture at \/nowhere/],
    ['a missing model', ['--prompt', 'x', '--model', '/nowhere'], /\/nowhere is not a folder/],
  ])('refuses %s in one sentence and with exit code 2', async (_, args, sentence) => {
    const { status, stdout, stderr } = await motif('generate', ...args, ...data);
    expect(stderr).toMatch(sentence);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('says so when the noise holds another tensor', async () => {
    const noise = join(scratch, 'other.safetensors');
    await writeFile(noise, safetensors('sound', [1, 4], sines(4)));
    const { status, stderr } = await motif('generate', ...QUICK, ...data, '--noise', noise);
    expect(status).toBe(2);
    expect(stderr).toMatch(/a tensor "noise" of type F32 but received tensors sound/);
  });

  it('refuses pickle files and says why', async () => {
    const model = join(scratch, 'pickled');
    await mkdir(join(model, 'transformer'), { recursive: true });
    const starter = join(ROOT, 'engine-build', 'starter-model', 'weights');
    await writeFile(join(model, 'model_index.json'), await readFile(join(starter, 'model_index.json')));
    const config = await readFile(join(starter, 'transformer', 'config.json'));
    await writeFile(join(model, 'transformer', 'config.json'), config);
    await writeFile(join(model, 'transformer', 'diffusion_pytorch_model.bin'), 'pickle');
    const { status, stderr } = await motif('generate', ...QUICK, ...data, '--model', model);
    expect(status).toBe(2);
    expect(stderr).toMatch(/pickle/i);
  });
});

describe('motif provision', () => {
  it('prints the manifest, with the preview fitted', async () => {
    const { status, stdout } = await motif('provision', '--precision', 'fp32', '--json', ...data);
    expect(status).toBe(0);
    const manifest = lastJson(stdout);
    expect(manifest).toMatchObject({ format: 1, precision: 'fp32', backend: 'cpu' });
    expect(manifest.preview).toMatchObject({ bias: expect.any(Array) });
  });

  it('finds the active engine again, switches, and goes back', async () => {
    const tiny = [...data, '--model', join(ROOT, 'tests', 'golden', 'models', 'starter'), '--json'];
    const keys: unknown[] = [];
    for (const precision of ['fp32', 'fp32', 'int8']) {
      const { status, stdout, stderr } = await motif('provision', '--precision', precision, ...tiny);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      if (precision === 'int8') {
        expect(stderr).toMatch(/Rebuild needed because the active engine is fp32, not int8/);
      }
      keys.push(lastJson(stdout).key);
    }
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    const back = await motif('provision', '--rollback', '--json', ...data);
    expect(lastJson(back.stdout).key).toBe(keys[0]);
  });

  it.each([
    [
      'sm86',
      /Ampere \(RTX 30\), compute capability 8.6, .*int8 or fp16.* received fp8: FP8 tensor cores begin/,
    ],
    ['sm87', /Jetson Orin.* received fp8/],
    ['cpu', /a CPU computes \(int8 or fp32\) but received fp8/],
  ])('refuses FP8 for %s before any builder is asked', async (target, sentence) => {
    const { status, stderr } = await motif('provision', '--target', target, '--precision', 'fp8', ...data);
    expect(stderr).toMatch(sentence);
    expect(status).toBe(2);
  });

  it('refuses a GPU as target where there is no TensorRT to build with', async () => {
    vi.stubEnv('MOTIF_TENSORRT', '/nowhere');
    const { status, stderr } = await motif('provision', '--target', 'sm89', ...data);
    vi.unstubAllEnvs();
    expect(stderr).toMatch(/Expected one of libtensorrt_rtx\.so\.1.* Install TensorRT-RTX/);
    expect(status).toBe(1);
  });
});

describe('motif', () => {
  it('lists its commands, and each has its own help', async () => {
    const { stdout } = await motif('--help');
    const commands = [
      'generate',
      'provision',
      'export-onnx',
      'pack',
      'gate',
      'doctor',
      'serve',
      'bench',
      'install',
      'uninstall',
    ];
    for (const command of commands) {
      expect(stdout).toContain(command);
      const help = await motif(command, '--help');
      expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('--json') });
    }
  });

  it('names an unknown command', async () => {
    const { status, stderr } = await motif('dream');
    expect(status).toBe(2);
    expect(stderr).toBe('unknown command \'dream\'. See "motif --help".\n');
  });
});

function sines(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => 1.4 * Math.sin(i * i));
}

function safetensors(name: string, shape: readonly number[], values: Float32Array): Buffer {
  const bytes = Buffer.from(values.buffer);
  const header = Buffer.from(
    JSON.stringify({ [name]: { dtype: 'F32', shape, data_offsets: [0, bytes.length] } }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, bytes]);
}

function readLatents(file: Buffer): Float32Array {
  const start = 8 + Number(file.readBigUInt64LE(0));
  expect(JSON.parse(file.toString('utf8', 8, start)).latents.dtype).toBe('F32');
  return new Float32Array(new Uint8Array(file.subarray(start)).buffer);
}
