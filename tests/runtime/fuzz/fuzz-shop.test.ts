import { describe, expect, it } from 'vitest';
import { BODIES, fuzzShop } from './fuzz-shop.ts';
import { ShopWorld } from './shop-world.ts';

/** The long run sends 100,000, see `fuzz-shop.ts`. */
const REQUESTS = 1_500;

describe('requests of every kind to every route', { timeout: 120_000 }, () => {
  it('are answered as promised, never with a fault of this machine', async () => {
    const { statuses, served, wrong } = await fuzzShop(REQUESTS, 11);
    expect(wrong).toEqual([]);
    for (const status of ['200', '201', '202', '400', '401', '403', '404', '409', '415', '421'])
      expect([status, statuses[status] ?? 0]).toEqual([status, expect.toSatisfy((n: number) => n > 0)]);
    expect(served.size).toBeGreaterThan(25);
  });

  it('are described wherever they change something, on both listeners', async () => {
    await using world = await ShopWorld.open();
    const changing = world.routes.map(([, route]) => route).filter((route) => !/^(GET|HEAD) /.test(route));
    expect(changing.sort()).toEqual(Object.keys(BODIES).sort());
  });

  it('that break a server are told', async () => {
    const broken = () => new Response('Internal Server Error', { status: 500 });
    expect((await fuzzShop(5, 11, broken)).wrong).toHaveLength(5);
  });
});
