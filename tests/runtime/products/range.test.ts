import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDrawing } from '../../../runtime/jobs/draw-plan.ts';
import { Range } from '../../../runtime/products/range.ts';
import { type RangeChoice, rangeChoiceSchema, WHOLE_RANGE } from '../../../runtime/products/range-choice.ts';
import { sha256Of } from '../../../runtime/store/sha256.ts';
import { FAKE_ENGINE } from '../../fakes/fake-engine-facts.ts';
import { wish } from '../../fakes/fake-wish.ts';

const ENGINE = {
  shapes: [
    { width: 512, height: 512 },
    { width: 768, height: 512 },
  ],
  styles: null,
  defaults: FAKE_ENGINE.defaults,
};

let dir: string;
let range: Range;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'motif-range-'));
  range = await Range.open(dir, ENGINE);
});
afterEach(() => rm(dir, { recursive: true, maxRetries: 3 }));

/** The range with one product changed. */
function withProduct(id: string, change: Partial<RangeChoice['products'][number]>): RangeChoice {
  return {
    ...WHOLE_RANGE,
    products: WHOLE_RANGE.products.map((product) =>
      product.id === id ? { ...product, ...change } : product,
    ),
  };
}

describe('a range', () => {
  it('offers everything until the shop decides, and again once it takes its decisions back', async () => {
    const whole = range.catalogue;
    expect(whole.products).toHaveLength(6);
    await range.choose(withProduct('mug', { offered: false }));
    await range.choose(null);
    expect(range.catalogue).toEqual(whole);
  });

  it('that was changed is the catalogue at once and after a restart', async () => {
    await range.choose(
      withProduct('tote', {
        name: { zh: '布袋', en: 'Canvas Bag' },
        price: '¥68',
        printArea: { widthMm: 300, heightMm: 200 },
      }),
    );
    for (const { catalogue } of [range, await Range.open(dir, ENGINE)]) {
      expect(catalogue.products.find(({ id }) => id === 'tote')).toMatchObject({
        name: { zh: '布袋' },
        price: '¥68',
        size: { width: 768, height: 512 },
        called: expect.arrayContaining(['布袋', 'canvas bag']),
      });
    }
  });

  it('does not draw for a product that was taken off, and still prints its orders', async () => {
    await range.choose(withProduct('mug', { offered: false }));
    const plan = () => planDrawing(wish(), range.catalogue, FAKE_ENGINE);
    expect(plan).toThrow(/Expected a product among t-shirt/);
    expect(range.product('mug')).toMatchObject({ dpi: 300 });
    expect(range.product('hat')).toBeUndefined();
  });

  it('has the shop’s own chips and hides those it does not want', async () => {
    const own = {
      id: 'crane',
      kind: 'motif',
      offered: true,
      name: { zh: '仙鹤', en: 'Crane' },
      fragment: { zh: '仙鹤', en: 'a crane' },
    } as const;
    const chips = [own, ...WHOLE_RANGE.chips.map((chip) => ({ ...chip, offered: chip.id !== 'whale' }))];
    await range.choose({ ...WHOLE_RANGE, chips });
    const ids = range.catalogue.chips.map(({ id }) => id);
    expect(ids[0]).toBe('crane');
    expect(ids).not.toContain('whale');
    expect(range.catalogue.chips[0]).not.toHaveProperty('offered');
  });

  it('has the shop’s own colours, for orders too', async () => {
    const olive = { id: 'olive', name: { zh: '橄榄绿', en: 'Olive' }, hex: '#6b6f3a' };
    await range.choose(withProduct('t-shirt', { colours: [olive] }));
    expect(range.catalogue.products.find(({ id }) => id === 't-shirt')?.colours).toEqual([olive]);
    expect(range.product('t-shirt')?.colours).toEqual([olive]);
  });

  it('of a version without colours gets those that each product comes with, and keeps the rest', async () => {
    const old = withProduct('tote', { price: '¥68' });
    const products = old.products.map(({ colours: _, ...product }) => product);
    const data = { ...old, products };
    const text = { version: 1, sha256: sha256Of(JSON.stringify(data)), data };
    await writeFile(join(dir, 'range.json'), JSON.stringify(text));
    expect((await Range.open(dir, ENGINE)).choice).toEqual(old);
  });

  it('says what the words of a preset stand for', async () => {
    const presets = { steps: { quick: 3, fine: 12 }, guidance: { free: 1, balanced: 1, exact: 1 } };
    await range.choose({ ...WHOLE_RANGE, presets });
    expect(range.defaults).toEqual({ ...FAKE_ENGINE.defaults, ...presets });
    expect(range.catalogue.matters).toEqual({ guidance: false, steps: true });
    expect(range.modelPresets.steps).toEqual(FAKE_ENGINE.defaults.steps);
  });
});

describe('a decision about the range', () => {
  const [chip] = WHOLE_RANGE.chips;
  const INK = { id: 'ink', name: { zh: '墨色', en: 'Ink' }, hex: '#1b1b1e' };
  it.each([
    [
      'nothing on offer',
      { ...WHOLE_RANGE, products: WHOLE_RANGE.products.map((product) => ({ ...product, offered: false })) },
    ],
    ['a product twice', { ...WHOLE_RANGE, products: [...WHOLE_RANGE.products, WHOLE_RANGE.products[0]] }],
    ['a product of nobody', withProduct('mug', { id: 'hat' as never })],
    ['a name that is empty', withProduct('mug', { name: { zh: ' ', en: 'Mug' } })],
    ['a name of two lines', withProduct('mug', { name: { zh: 'a\nb', en: 'Mug' } })],
    ['an area within the margin', withProduct('tote', { printArea: { widthMm: 50, heightMm: 50 } })],
    ['no colour of a product that comes in several', withProduct('tote', { colours: [] })],
    ['a colour of a product that comes in one', withProduct('mug', { colours: [INK] })],
    ['a colour twice', withProduct('tote', { colours: [INK, INK] })],
    ['a colour that is none', withProduct('tote', { colours: [{ ...INK, hex: 'black' }] })],
    ['a layout without a place for its motif', { ...WHOLE_RANGE, chips: [{ ...chip, kind: 'layout' }] }],
    ['a chip twice', { ...WHOLE_RANGE, chips: [chip, chip] }],
    [
      'a preset of no steps',
      {
        ...WHOLE_RANGE,
        presets: { steps: { quick: 0, fine: 4 }, guidance: { free: 1, balanced: 1, exact: 1 } },
      },
    ],
    ['something unknown', { ...WHOLE_RANGE, discount: 1 }],
  ])('is refused with %s', (_, choice) => {
    expect(rangeChoiceSchema.safeParse(choice).success).toBe(false);
  });

  it('is accepted as it comes', () => {
    expect(rangeChoiceSchema.parse(WHOLE_RANGE)).toEqual(WHOLE_RANGE);
  });
});
