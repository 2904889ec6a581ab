/** When a customer has gone with a ticket, the data folder holds the order and nothing else of what was drawn. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fakeApp } from '../../fakes/fake-app.ts';
import { DESIGN, keepDesign, key } from '../orders/kept-design.ts';
import { drawn } from '../print/drawn.ts';

/** Every file below a folder, by its path from there. */
async function filesIn(dir: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const path of await readdir(dir, { recursive: true })) {
    if ((await stat(join(dir, path))).isFile()) files.set(path, await readFile(join(dir, path)));
  }
  return files;
}

it('of four drawings the three that were not ordered are on the disk until the customer goes, and not after', {
  timeout: 120_000,
}, async () => {
  const fake = await fakeApp();
  const size = { width: 512, height: 512 };
  const pictures = await Promise.all([0.5, 0.6, 0.7, 0.8].map((softness) => drawn(size, softness)));
  await keepDesign(fake.store, pictures);
  const placed = await fake.ask('/api/orders', {
    method: 'POST',
    body: JSON.stringify({
      product: 'magnet',
      language: 'en',
      design: { designId: DESIGN, picture: 2 },
      label: { visible: true },
    }),
    headers: { 'content-type': 'application/json', 'idempotency-key': key(7) },
  });
  expect(placed.status).toBe(201);
  const { code } = await placed.json();
  const holders = async (picture: Buffer | undefined) =>
    [...(await filesIn(fake.dir))].filter(([, file]) => picture?.equals(file)).map(([path]) => path);
  expect(await holders(pictures[0])).toEqual([`${DESIGN}/0.png`]);
  expect((await fake.ask(`/api/designs/${DESIGN}`, { method: 'DELETE' })).status).toBe(200);
  const left = await filesIn(fake.dir);
  expect([...left.keys()].filter((path) => path.includes(DESIGN))).toEqual([]);
  expect(await Promise.all(pictures.map(holders))).toEqual([[], [], [`orders/${code}/source.png`], []]);
  expect((await fake.ask(`/api/designs/${DESIGN}/pictures/0`)).status).toBe(404);
  const order = await fake.orders.remake(code);
  expect(order).toEqual({ same: true, drawnAnew: false });
  await fake.close();
});
