import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { modulationLayer, shortened } from '../../../engine-build/quantize/qdq-plan.ts';
import { DEFAULT_BAR } from '../../../provisioning/gate/judge.ts';
import { shopPrompts } from '../../../provisioning/gate/prompts.ts';
import { reportPage } from '../../../provisioning/gate/report-page.ts';
import { type GateChoice, type GateResult, runGate } from '../../../provisioning/gate/run-gate.ts';
import { modelDir } from '../../golden/parity-cases.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** The last block drops its text stream, so that nobody hears what the text asks there. */
const unheard = 'transformer_blocks.1.attn.add_q_proj';

const hooks = { onProgress: () => undefined };
let work: string;
beforeAll(async () => {
  work = await mkdtemp(path.join(tmpdir(), 'motif-gate-'));
  return () => rm(work, { recursive: true, force: true });
});

function gate(changes: Partial<GateChoice> = {}, data = 'data'): Promise<GateResult> {
  const choice: GateChoice = {
    modelDir: modelDir('starter'),
    dataDir: path.join(work, data),
    precision: 'fp8',
    calibrationPrompts: 2,
    gatePrompts: 1,
    bar: { meanError: 1, worstError: 1, psnrDb: 0 },
    threads: 1,
    ...changes,
  };
  return runGate(choice, hooks);
}

async function rangesFiles(data: string): Promise<Buffer[]> {
  const names = await readdir(path.join(work, data), { recursive: true });
  const files = names.filter((name) => /ranges-[0-9a-f]+\.json$/.test(name));
  return Promise.all(files.toSorted().map((name) => readFile(path.join(work, data, name))));
}

describe('runGate', () => {
  it.each(['fp8', 'int8'] as const)(
    'measures %s against FP32, layer by layer and step by step',
    async (precision) => {
      const { plan, report, findings } = await gate({ precision });
      expect(report).toMatchObject({ passed: true, keptHigh: [], overflowing: [], precision });
      expect(shortened(plan)).toHaveLength(report.layers.length);
      expect(report.layers.map(({ layer }) => layer)).toContain(modulationLayer);
      expect(report.layers.length).toBeGreaterThan(10);
      // Less would mean that nothing was quantised; E4M3 is 2 to 3 % off in a single number.
      expect(report.meanError).toBeGreaterThan(1e-3);
      expect(report.meanError).toBeLessThan(0.1);
      expect(report.steps.map(({ step }) => step)).toEqual(report.steps.map((_, i) => i + 1));
      const errors = report.layers.map(({ error }) => error);
      expect(errors).toEqual(errors.toSorted((a, b) => b - a));
      expect(report.layers.filter(({ error }) => error === 0).map(({ layer }) => layer)).toEqual([unheard]);
      const page = await reportPage(report, findings);
      expect(page.match(/<img alt="(FP32|fp8|int8)" src="data:image\/png;base64,/g)).toHaveLength(2);
    },
  );

  it('moves the worst layers back until the bar is kept', async () => {
    const { report: free } = await gate();
    const bar = { ...DEFAULT_BAR, meanError: free.meanError * 0.9, worstError: 1, psnrDb: 0 };
    const { plan, report } = await gate({ bar });
    expect(report.passed).toBe(true);
    expect(report.keptHigh.length).toBeGreaterThan(0);
    expect(report.meanError).toBeLessThanOrEqual(bar.meanError);
    expect(report.keptHigh).toEqual(free.layers.slice(0, report.keptHigh.length).map(({ layer }) => layer));
    expect(shortened(plan)).toHaveLength(free.layers.length - report.keptHigh.length);
  });

  it('ends with FP32 where nothing else keeps the bar', async () => {
    const { plan, report } = await gate({ bar: { meanError: 0, worstError: 0, psnrDb: 25 } });
    expect(report).toMatchObject({ passed: true, quantisedLayers: 1, meanError: 0 });
    expect(shortened(plan)).toEqual([unheard]);
  });
});

describe('calibration', () => {
  it('gives the same bytes on a second machine, and after an interruption', async () => {
    await gate({}, 'whole');
    const controller = new AbortController();
    const choice = {
      modelDir: modelDir('starter'),
      dataDir: path.join(work, 'cut'),
      precision: 'fp8',
    } as const;
    const more = { calibrationPrompts: 2, gatePrompts: 1, bar: DEFAULT_BAR, threads: 1 };
    const cut = runGate(
      { ...choice, ...more },
      {
        signal: controller.signal,
        onProgress: (sentence) => {
          if (sentence.startsWith('Calibrated with 1 of 2')) controller.abort();
        },
      },
    );
    await expect(cut).rejects.toMatchObject({ code: 'aborted' });
    const [half] = await rangesFiles('cut');
    expect(JSON.parse(String(half))).toMatchObject({ done: 1 });
    await gate({}, 'cut');
    expect(await rangesFiles('cut')).toEqual(await rangesFiles('whole'));
  });

  it('speaks of products, motifs and styles, in both languages and always the same', () => {
    const prompts = shopPrompts(['ink'], 1000);
    expect(prompts).toContain('带有狐狸的马克杯，水墨画');
    expect(prompts).toContain('a fox on a mug, ink wash painting');
    expect(shopPrompts(['ink'], 7)).toEqual(prompts.slice(0, 7));
    expect(() => shopPrompts(['unheard-of'], 7)).toThrow(
      /Expected prompts to calibrate with but received none/,
    );
  });
});
