import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { activeSlot, readSlotState } from '../../../engine-build/build/slots/slot-state.ts';
import { slotDir } from '../../../engine-build/build/slots/slots.ts';
import { SlotDesk } from '../../../provisioning/desk/desk.ts';
import { servingEngine } from '../../../provisioning/serving-engine.ts';
import { provisionSlot, slotsFolder } from '../../../provisioning/slot-engine.ts';
import { ChangedCheckpoint } from '../../engine-build/checkpoint/changed-checkpoint.ts';
import { temporaryFolder } from '../../engine-build/safetensors-file.ts';
import { provisionTinyEngine } from '../../fakes/tiny-engine.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A desk whose server draws with the engine that is active now. */
async function openDesk(dataDir: string, modelDir = '/model') {
  const slots = slotsFolder(dataDir);
  const activeDir = async () => {
    const active = activeSlot(await readSlotState(slots));
    return active === null ? '' : slotDir(slots, active);
  };
  let serving = await activeDir();
  const onSwitched = vi.fn();
  const desk = new SlotDesk({ dataDir, modelDir, serving: () => serving, onSwitched });
  const restart = async () => {
    serving = await activeDir();
  };
  return { desk, onSwitched, slots, restart };
}

describe('the desk for engines', () => {
  it('builds another engine with the real program, refuses a second in its way, and goes back', async () => {
    const dataDir = await temporaryFolder();
    const { dir: modelDir } = await ChangedCheckpoint.of('starter');
    await provisionSlot({ modelDir, dataDir, precision: 'fp32' }, { onProgress: () => undefined });
    const { desk, onSwitched, restart } = await openDesk(dataDir, modelDir);

    await desk.rebuild('int8');
    expect(desk.build?.state).toBe('running');
    await expect(desk.rebuild('int8')).rejects.toMatchObject({
      code: 'wrong-state',
      customer: { zh: expect.stringContaining('构建') },
    });
    await expect.poll(() => onSwitched.mock.calls.length, { timeout: 90_000 }).toBe(1);
    expect(desk.build).toMatchObject({ state: 'done', percent: 100 });
    expect(desk.build?.lines.join('\n')).toContain('Building the int8 engine');
    const { slots } = await desk.look();
    expect(slots.map(({ precision, active, serving }) => [precision, active, serving])).toEqual([
      ['int8', true, false],
      ['fp32', false, true],
    ]);
    const started = () =>
      servingEngine({ modelDir, dataDir, precision: 'fp32' }, { onProgress: () => undefined });
    expect(await started()).toMatch(/b-2-/);
    await expect(desk.rebuild('fp32')).rejects.toThrow(/has not changed over yet/);

    await restart();
    await desk.rollBack();
    expect(await started()).toMatch(/a-1-/);
    await desk.close();
  });

  it('leaves the engine as it is when a build is cancelled', async () => {
    const dataDir = await temporaryFolder();
    const { dir: modelDir } = await ChangedCheckpoint.of('starter');
    const { desk, onSwitched } = await openDesk(dataDir, modelDir);
    await desk.rebuild('int8');
    desk.cancel();
    await desk.close();
    expect(desk.build?.state).toBe('cancelled');
    expect(onSwitched).not.toHaveBeenCalled();
    expect((await desk.look()).slots).toEqual([]);
  });

  it('refuses kindly where the model is gone, and where there is no way back', async () => {
    const dataDir = await temporaryFolder();
    await provisionTinyEngine(slotsFolder(dataDir), 'one');
    const { desk } = await openDesk(dataDir);
    await expect(desk.rebuild('int8')).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringContaining('/model'),
    });
    await expect(desk.rollBack()).rejects.toMatchObject({
      customer: { zh: expect.stringContaining('只有一个引擎') },
    });
    expect(desk.build).toBeNull();
  });

  it('does not go back to a damaged engine, and says which file it is once it has examined', async () => {
    const dataDir = await temporaryFolder();
    for (const text of ['one', 'two']) await provisionTinyEngine(slotsFolder(dataDir), text);
    const { desk, onSwitched, slots } = await openDesk(dataDir);
    const before = (await readSlotState(slots)).a?.folder ?? '';
    await truncate(join(slots, before, 'transformer/weights'), 3);
    await expect(desk.rollBack()).rejects.toThrow(/weights with sha256/);
    expect(onSwitched).not.toHaveBeenCalled();
    const { problems } = await desk.examine();
    expect(problems.length).toBeGreaterThan(0);
    const [active, previous] = (await desk.look()).slots;
    expect(active?.checked?.problem).toBeNull();
    expect(previous?.checked?.problem).toContain('transformer/weights');
  });
});
