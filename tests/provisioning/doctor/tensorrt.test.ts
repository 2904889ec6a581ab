import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Examination, examine } from '../../../provisioning/doctor/examine.ts';
import { explain } from '../../../provisioning/doctor/explain.ts';
import { examineTensorRt, tensorRtFacts } from '../../../provisioning/doctor/tensorrt.ts';
import { withEnvironment } from '../../device/tensorrt/environment.ts';
import { whyNoAddon } from '../../device/tensorrt/native.ts';
import { type TensorRtDouble, tensorRtDouble } from '../../fakes/tensorrt-double.ts';

const missing = await whyNoAddon();

let double: TensorRtDouble;
let dataDir: string;
beforeAll(async () => {
  double = await tensorRtDouble();
  dataDir = await mkdtemp(join(tmpdir(), 'motif-doctor-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

const none = { tensorrt: [] };

describe.skipIf(missing)('what the doctor says of TensorRT', () => {
  it('is nothing where there is none, unless there is a GPU that could use it', async () => {
    expect(await examineTensorRt(none)).toBeNull();
    expect(tensorRtFacts(null, false)).toEqual([]);
    expect(tensorRtFacts(null, true)).toEqual(['TensorRT: not found by the dynamic linker']);
  });

  it('is what a tiny network did', async () => {
    const facts = async (options: Parameters<typeof examineTensorRt>[1]) =>
      tensorRtFacts(await examineTensorRt(none, options), true);
    expect(await facts(double)).toEqual(['TensorRT: TensorRT-RTX 1.7.1, built and ran a tiny network']);
    expect(await facts({ ...double, cudaLibrary: '/nowhere' })).toEqual([
      'TensorRT: TensorRT-RTX 1.7.1, built a tiny network; it found no GPU to run it on',
    ]);
    const gpu = { name: 'NVIDIA H100', computeCapability: '9.0' };
    const hopper = { facts: { library: 'TensorRT-RTX 1.7.1', gpu, built: true, ran: false } };
    expect(tensorRtFacts(hopper, true)).toEqual([
      'TensorRT: TensorRT-RTX 1.7.1, built a tiny network; it does not run on NVIDIA H100 (9.0)',
    ]);
  });

  it('is a problem only where the active engine needs it', async () => {
    const crashed = await withEnvironment(
      { TENSORRT_DOUBLE_CRASH: 'build', MOTIF_TENSORRT: double.folder },
      () => examine('/nowhere', dataDir),
    );
    const sentence = /process was ended by SIGABRT while it was building a tiny network/;
    expect(explain(crashed).facts.join('\n')).toMatch(sentence);
    expect(explain(crashed).problems.join('\n')).not.toMatch(sentence);
    expect(explain(withEngineFor('sm89', crashed)).problems.join('\n')).toMatch(sentence);
    expect(explain(withEngineFor('cpu', crashed)).problems.join('\n')).not.toMatch(sentence);
    const gone = { ...withEngineFor('sm89', crashed), tensorRt: null };
    expect(explain(gone).problems.join('\n')).toMatch(/needs TensorRT, and there is none/);
  });
});

function withEngineFor(target: string, found: Examination): Examination {
  const active = {
    dir: '/data/slots/a',
    model: 'starter',
    precision: 'fp8',
    target,
    builtAt: '2026-11-27T00:00:00.000Z',
    problem: null,
    rebuild: null,
  };
  return { ...found, engines: { active, previous: null, problem: null } };
}
