import type { Bilingual } from './bilingual.ts';
import type { ProductColour } from './garment-colours.ts';

/** Something the shop prints on. Lengths in millimetres. */
export interface Product {
  readonly id: string;
  readonly name: Bilingual;
  readonly printArea: { readonly widthMm: number; readonly heightMm: number };
  /** Ink that is cut away on each side. */
  readonly bleedMm: number;
  /** Keep faces and letters this far from the edge. */
  readonly safeMm: number;
  /** Resolution of the print file. */
  readonly dpi: number;
  /** Outline of the print area. */
  readonly shape: ProductShape;
  /** Whether a design is printed with its ground, unless the customer chooses otherwise. */
  readonly background: 'keep' | 'remove';
  /** Transfer papers are printed as in a mirror. */
  readonly mirror: boolean;
  /** The article itself, the colour it is shown in first; none: it comes in one, and there is nothing to choose. */
  readonly colours: readonly ProductColour[];
}

export type ProductShape =
  | { readonly kind: 'rect' }
  | { readonly kind: 'rounded'; readonly radiusMm: number }
  | { readonly kind: 'circle' };

const colour = (id: string, zh: string, en: string, hex: string): ProductColour => ({
  id,
  name: { zh, en },
  hex,
});

/** The shop's range. Areas follow what print shops and their presses commonly use; a mug's goes around it from handle to handle. */
export const PRODUCTS: readonly Product[] = [
  {
    id: 'mug',
    name: { zh: '马克杯', en: 'Mug' },
    printArea: { widthMm: 228.6, heightMm: 88.9 },
    bleedMm: 0,
    safeMm: 4,
    dpi: 300,
    shape: { kind: 'rect' },
    background: 'keep',
    mirror: true,
    colours: [],
  },
  {
    id: 't-shirt',
    name: { zh: 'T 恤', en: 'T-shirt' },
    printArea: { widthMm: 305, heightMm: 406 },
    bleedMm: 0,
    safeMm: 10,
    dpi: 150,
    shape: { kind: 'rect' },
    background: 'remove',
    mirror: false,
    colours: [
      colour('natural', '本白', 'Natural white', '#f8f5ef'),
      colour('black', '黑色', 'Black', '#232326'),
      colour('navy', '藏青', 'Navy', '#2a3450'),
      colour('red', '正红', 'Red', '#b02a26'),
      colour('grey', '灰色', 'Grey', '#b3b5b6'),
    ],
  },
  {
    id: 'tote',
    name: { zh: '帆布袋', en: 'Tote bag' },
    printArea: { widthMm: 254, heightMm: 254 },
    bleedMm: 0,
    safeMm: 25,
    dpi: 150,
    shape: { kind: 'rect' },
    background: 'remove',
    mirror: false,
    colours: [
      colour('canvas', '本色', 'Natural canvas', '#ede2cc'),
      colour('black', '黑色', 'Black', '#2a2928'),
      colour('sage', '豆绿', 'Sage', '#97a58a'),
    ],
  },
  {
    id: 'phone-case',
    name: { zh: '手机壳', en: 'Phone case' },
    printArea: { widthMm: 76, heightMm: 152 },
    bleedMm: 3,
    safeMm: 5,
    dpi: 300,
    shape: { kind: 'rounded', radiusMm: 12 },
    background: 'keep',
    mirror: false,
    colours: [
      colour('white', '白色', 'White', '#fbf8f2'),
      colour('black', '黑色', 'Black', '#242427'),
      colour('pink', '樱粉', 'Blossom pink', '#f0c6cd'),
    ],
  },
  {
    id: 'postcard',
    name: { zh: '明信片', en: 'Postcard' },
    printArea: { widthMm: 148, heightMm: 105 },
    bleedMm: 3,
    safeMm: 4,
    dpi: 300,
    shape: { kind: 'rect' },
    background: 'keep',
    mirror: false,
    colours: [],
  },
  {
    id: 'magnet',
    name: { zh: '冰箱贴', en: 'Fridge magnet' },
    printArea: { widthMm: 70, heightMm: 70 },
    bleedMm: 2,
    safeMm: 3,
    dpi: 300,
    shape: { kind: 'rounded', radiusMm: 4 },
    background: 'keep',
    mirror: false,
    colours: [],
  },
];
