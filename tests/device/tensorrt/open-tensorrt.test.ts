import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureAddon, writeSlotsHeader } from '../../../device/tensorrt/build-addon.ts';
import { compile } from '../../../device/tensorrt/compile.ts';
import { slotsHeader } from '../../../device/tensorrt/slot-tables.ts';
import { openTensorRt } from '../../../device/tensorrt/tensorrt.ts';
import { tensorRtDouble } from '../../fakes/tensorrt-double.ts';
import { whyNoAddon } from './native.ts';

const missing = await whyNoAddon();
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-tensorrt-'));
});
afterAll(() => rm(dir, { recursive: true }));

describe.skipIf(missing)('opening TensorRT', () => {
  it('says where it looked when there is none', async () => {
    await expect(openTensorRt({ folder: dir })).rejects.toMatchObject({
      code: 'library-missing',
      message: expect.stringMatching(
        /^Expected one of libtensorrt_rtx\.so\.1.* Install TensorRT-RTX, or set/,
      ),
    });
  });

  it('says what the linker says of a file that is no library', async () => {
    await writeFile(join(dir, 'libtensorrt_rtx.so.1'), 'not a library');
    await expect(openTensorRt({ folder: dir })).rejects.toMatchObject({
      code: 'library-missing',
      message: expect.stringMatching(/file too short|invalid ELF header/),
    });
  });
});

describe.skipIf(missing)('a library of another processor', () => {
  it('is refused with what the linker says', async () => {
    const library = join(dir, 'libtensorrt_rtx.so.1');
    const { folder } = await tensorRtDouble();
    const bytes = await readFile(join(folder, 'libtensorrt_rtx.so.1'));
    // e_ident[EI_CLASS]: 32 bits instead of 64.
    bytes.writeUInt8(1, 4);
    await writeFile(library, bytes);
    await expect(openTensorRt({ folder: dir })).rejects.toMatchObject({
      code: 'library-missing',
      message: expect.stringMatching(/wrong ELF class/),
    });
  });
});

describe.skipIf(missing)('TensorRT without its ONNX parser', () => {
  // The last to open one here: a process keeps what it has loaded.
  it('is opened for plans, and says what building needs', async () => {
    const folder = join(dir, 'without-parser');
    await mkdir(folder);
    const double = await tensorRtDouble();
    await copyFile(join(double.folder, 'libtensorrt_rtx.so.1'), join(folder, 'libtensorrt_rtx.so.1'));
    const tensorRt = await openTensorRt({ folder, cudaLibrary: double.cudaLibrary });
    const request = { graph: join(dir, 'x.onnx'), plan: join(dir, 'x.plan'), computeCapabilities: ['8.9'] };
    await expect(tensorRt.build(request)).rejects.toMatchObject({
      code: 'library-missing',
      message: expect.stringMatching(
        /the ONNX parser of TensorRT was not loaded\. Install TensorRT's ONNX parser beside it\.$/,
      ),
    });
  });
});

describe('the addon', () => {
  it('is the prebuilt one of this platform where there is one', async () => {
    const prebuilt = join(dir, `${process.platform}-${process.arch}`, 'motif-tensorrt.node');
    await mkdir(dirname(prebuilt), { recursive: true });
    await writeFile(prebuilt, '');
    expect(await ensureAddon(dir)).toBe(prebuilt);
  });

  it('is said to need the owner of a folder that cannot be written', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(writeSlotsHeader(join(dir, 'file', 'build'))).rejects.toMatchObject({
      code: 'addon-missing',
      message: expect.stringMatching(
        /ENOTDIR.* Run "npm run build:native" as the user who owns that folder\.$/,
      ),
    });
  });
});

describe('the table of slots', () => {
  it('gives C++ a row for each family with the same columns', () => {
    const header = slotsHeader();
    expect(header).toContain('struct { int32_t createBuilderConfig, createNetworkV2,');
    const rows = header.split('\n').filter((line) => line.startsWith('  {"'));
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => row.split(',').length)).size).toBe(1);
  });
});

describe('compiling', () => {
  it('says what to install where there is no compiler', async () => {
    const before = process.env.CXX;
    process.env.CXX = 'no-such-compiler';
    const job = { sources: ['x.cc'], includes: [], defines: [], output: join(dir, 'x.node') };
    await expect(compile(job)).rejects.toMatchObject({
      code: 'addon-missing',
      message: expect.stringMatching(/found no "no-such-compiler"\. Install one \(apt-get install g\+\+\)/),
    });
    if (before === undefined) delete process.env.CXX;
    else process.env.CXX = before;
  });
});
