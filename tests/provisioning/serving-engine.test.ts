import { mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MANIFEST_FILE } from '../../engine-build/build/manifest.ts';
import { activeSlot, readSlotState } from '../../engine-build/build/slots/slot-state.ts';
import { installEngine } from '../../engine-build/build/slots/slots.ts';
import { servingEngine } from '../../provisioning/serving-engine.ts';
import { provisionSlot, rollBackSlot, slotsFolder } from '../../provisioning/slot-engine.ts';
import { ChangedCheckpoint } from '../engine-build/checkpoint/changed-checkpoint.ts';
import { buildTinyEngine } from '../fakes/tiny-engine.ts';

vi.setConfig({ testTimeout: 60_000 });

let dataDir: string;
let modelDir: string;
let said: string[];
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'motif-serving-'));
  modelDir = (await ChangedCheckpoint.of('starter')).dir;
  said = [];
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const hooks = { onProgress: (sentence: string) => void said.push(sentence) };
const fallback = () => ({ modelDir, dataDir, precision: 'fp32' }) as const;
const started = () => servingEngine(fallback(), hooks);

/** What decides an engine's name has changed, as after an update of the program or the model. */
const change = () => utimes(path.join(modelDir, 'model_index.json'), 1, 1);

async function damage(dir: string): Promise<void> {
  const file = path.join(dir, 'vae', 'decoder.weights');
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
  await writeFile(file, bytes);
}

/** An engine of plans, as `motif provision --target sm89` leaves it. */
async function installPlans(): Promise<string> {
  const slots = slotsFolder(dataDir);
  const dir = path.join(slots, 'ready-plans');
  const manifest = await buildTinyEngine(dir, 'plans');
  const builtFor = { computeCapability: '8.9', optimizationLevel: 3, driver: null };
  const plans = { ...manifest, backend: 'tensorrt', library: 'TensorRT-RTX 1.7.1', builtFor } as const;
  await writeFile(path.join(dir, MANIFEST_FILE), JSON.stringify(plans));
  const wish = { modelDir: '/other', target: 'sm89', precision: 'auto' };
  const engine = { dir, manifest, source: manifest.key, wish };
  const slot = activeSlot(await installEngine(slots, await readSlotState(slots), engine));
  return path.join(slots, slot?.folder ?? '');
}

describe('a start without a wish', () => {
  it('builds the first engine, finds it again, and renews it when the model has changed', async () => {
    const first = await started();
    expect(await started()).toBe(first);
    await change();
    const second = await started();
    expect(second).not.toBe(first);
    expect(said.join('\n')).toMatch(
      /Rebuild needed because the model, the builder or the library has changed/,
    );
  });

  it('leaves alone what somebody has rolled back to', async () => {
    const first = await started();
    await change();
    await started();
    await rollBackSlot(dataDir);
    expect(await started()).toBe(first);
    const { dir } = await provisionSlot(fallback(), hooks);
    expect(dir).not.toBe(first);
    expect(await started()).toBe(dir);
  });

  it('leaves alone an engine of another model or precision', async () => {
    await started();
    const { dir } = await provisionSlot({ ...fallback(), precision: 'int8' }, hooks);
    expect(await started()).toBe(dir);
  });

  it('takes the engine before a damaged one, and says so', async () => {
    const first = await started();
    const { dir } = await provisionSlot({ ...fallback(), precision: 'int8' }, hooks);
    await damage(dir);
    expect(await started()).toBe(first);
    expect(said.join('\n')).toMatch(
      /decoder\.weights with sha256 .* but found .*\.\nThe engine before it is whole/,
    );
    expect(await started()).toBe(first);
  });

  it('takes the engine before one that is for a GPU which is not here', async () => {
    const first = await started();
    await installPlans();
    expect(await started()).toBe(first);
    expect(said.join('\n')).toMatch(/Rebuild needed because the engine is for .*8\.9, and no GPU is found\./);
  });

  it('builds anew where no engine can serve', async () => {
    const first = await started();
    await damage(first);
    const second = await started();
    expect(second).not.toBe(first);
    expect(await started()).toBe(second);
  });

  it('goes on with a whole engine where a new one cannot be built', async () => {
    const first = await started();
    await rename(modelDir, `${modelDir}-gone`);
    expect(await started()).toBe(first);
    expect(said.join('\n')).toMatch(/is not a folder.* The active engine serves on\./);
  });
});
