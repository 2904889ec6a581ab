import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeTensorRt } from '../../../device/tensorrt/probe.ts';
import { FAMILIES } from '../../../device/tensorrt/slot-tables.ts';
import { TINY_NETWORK } from '../../../device/tensorrt/tiny-network.ts';
import { encodeModel } from '../../../engine-build/graph/onnx-proto.ts';
import { type TensorRtDouble, tensorRtDouble } from '../../fakes/tensorrt-double.ts';
import { withEnvironment } from './environment.ts';
import { whyNoAddon } from './native.ts';

const missing = await whyNoAddon();

let dir: string;
let double: TensorRtDouble;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-probe-'));
  double = await tensorRtDouble();
});
afterAll(() => rm(dir, { recursive: true }));

/** A machine without an NVIDIA driver. */
const withoutGpu = () => ({ ...double, cudaLibrary: join(dir, 'libcuda.so.1') });

describe.skipIf(missing)('the probe of TensorRT', () => {
  it('loads, builds and runs where there is a GPU', async () => {
    expect(await probeTensorRt(double)).toEqual({
      facts: {
        library: 'TensorRT-RTX 1.7.1',
        gpu: { name: 'Double', computeCapability: '8.9' },
        built: true,
        ran: true,
      },
    });
  });

  it('loads and builds where there is none', async () => {
    expect(await probeTensorRt(withoutGpu())).toMatchObject({
      facts: { gpu: null, built: true, ran: false },
    });
  });

  it.each([
    ['load', 'loading'],
    ['build', 'building a tiny network'],
    ['run', 'running a tiny network'],
  ])('survives a library that crashes on %s, and says so', async (place, stage) => {
    const probe = await withEnvironment({ TENSORRT_DOUBLE_CRASH: place }, () => probeTensorRt(double));
    expect(probe).toMatchObject({
      code: 'library-crashed',
      problem: expect.stringMatching(
        new RegExp(`^Expected .* was ended by SIGABRT while it was ${stage}\\. .*\\.$`),
      ),
    });
  });

  it('ends a process that takes too long', async () => {
    expect(await probeTensorRt({ ...double, patienceMs: 1 })).toMatchObject({
      code: 'library-crashed',
      problem: expect.stringMatching(/ended by SIGKILL/),
    });
  });

  it.each([
    ['10500', 'a TensorRT-RTX that is too old'],
    ['10800', 'a TensorRT-RTX that is too new'],
    ['80601', 'TensorRT 8'],
    ['120000', 'TensorRT 12'],
  ])('refuses version %s (%s), naming what it knows', async (version) => {
    const probe = await withEnvironment({ TENSORRT_DOUBLE_VERSION: version }, () => probeTensorRt(double));
    expect(probe).toMatchObject({
      code: 'library-unknown',
      problem: expect.stringMatching(
        new RegExp(
          `^Expected TensorRT-RTX 1\\.6\\.0 to below 1\\.8\\.0, .* version ${version}\\. Install one of these\\.$`,
        ),
      ),
    });
  });

  it('refuses a parser of another release', async () => {
    const probe = await withEnvironment({ TENSORRT_DOUBLE_PARSER: '100' }, () => probeTensorRt(double));
    expect(probe).toMatchObject({
      code: 'libraries-mixed',
      problem: expect.stringMatching(
        /version 100 of the parser.*Install library and parser of one release\.$/,
      ),
    });
  });

  it.each([
    ['full-11.1', '110100', 'TensorRT 11.1.0'],
    ['full-10.14', '101401', 'TensorRT 10.14.1'],
  ])('takes %s, which builds only for the GPU it finds', async (name, version, library) => {
    const family = FAMILIES.find((candidate) => candidate.family === name);
    const other = await tensorRtDouble(family);
    await withEnvironment({ TENSORRT_DOUBLE_VERSION: version }, async () => {
      expect(await probeTensorRt(other)).toMatchObject({ facts: { library, built: true, ran: true } });
      expect(await probeTensorRt({ ...other, cudaLibrary: '/nowhere' })).toMatchObject({
        facts: { library, gpu: null, built: false, ran: false },
      });
    });
  });
});

it.skipIf(missing)('has a tiny network that is what its comment says', () => {
  const four = (name: string) => ({ name, type: 'float32', shape: [4] }) as const;
  const node = { op: 'Add', domain: '', inputs: ['x', 'x'], outputs: ['y'], attributes: {} };
  const graph = { name: 'probe', nodes: [node], initializers: [], inputs: [four('x')], outputs: [four('y')] };
  expect(TINY_NETWORK).toEqual(Buffer.from(encodeModel(graph)));
});
