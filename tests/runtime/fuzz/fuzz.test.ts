import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

/** The long run sends 100,000 with another seed each time: `node --import tsx tests/runtime/fuzz/fuzz.ts 100000`. */
const REQUESTS = 2_000;

describe('nonsense', { timeout: 120_000 }, () => {
  it('of every kind is answered as promised, never with a fault of this machine', async () => {
    const { statuses, wrong } = await fuzz(REQUESTS, 7);
    expect(wrong).toEqual([]);
    // It reached beyond the door: some was accepted, some refused for each reason.
    for (const status of ['200', '202', '400', '404', '415']) expect(statuses[status]).toBeGreaterThan(1);
  });

  it('that breaks a server is told', async () => {
    const broken = () => async () => new Response('{"error":"Internal Server Error"}', { status: 500 });
    expect((await fuzz(5, 7, broken)).wrong).toHaveLength(5);
  });
});
