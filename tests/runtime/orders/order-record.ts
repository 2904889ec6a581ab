import { type OrderRecord, orderRecordSchema } from '../../../runtime/orders/order.ts';
import { ORDER_FILES, type OrderFile } from '../../../runtime/orders/order-store.ts';

const LETTERS = '23456789CDFGHJKMNPQRTVWX';

/** The n-th of all codes. */
export function codeOf(n: number): string {
  return [3, 2, 1, 0].map((place) => LETTERS[Math.floor(n / 24 ** place) % 24]).join('');
}

/** The n-th order of a shop, a second after the one before. */
export function orderRecord(n: number): OrderRecord {
  const at = new Date(1_700_000_000_000 + n * 1000).toISOString();
  const uuid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return orderRecordSchema.parse({
    format: 1,
    id: uuid,
    code: codeOf(n),
    key: uuid,
    language: 'zh',
    product: 'magnet',
    design: {
      id: uuid,
      picture: 0,
      wish: {
        product: 'magnet',
        prompt: '带有樱花元素的冰箱贴',
        negative: null,
        style: 'flat',
        count: 4,
        seed: n,
        preset: { guidance: 'balanced', steps: 'fine' },
        from: null,
      },
      width: 512,
      height: 512,
      engine: 'e'.repeat(64),
    },
    placement: { xMm: 0, yMm: 0, widthMm: 74, rotationDeg: 0 },
    background: 'keep',
    label: { visible: true },
    master: { widthPx: 874, heightPx: 874, dpi: 300, effectiveDpi: 175.7, sha256: 'a'.repeat(64) },
    state: 'released',
    printJob: null,
    createdAt: at,
    history: [{ state: 'released', at, by: 'kiosk' }],
  });
}

const contentOf = (name: OrderFile) => Buffer.from(`content of ${name}`);

/** Every file of an order, each known by its content. */
export const FILES = Object.fromEntries(ORDER_FILES.map((name) => [name, contentOf(name)])) as Record<
  OrderFile,
  Buffer
>;
