import { describe, expect, it } from 'vitest';
import { ErrandDesk } from '../../../runtime/admin/errands.ts';

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

describe('errands for the kiosk’s page', () => {
  it('ask for one picture at a time and hand it to everybody who waits', async () => {
    const desk = new ErrandDesk();
    const both = [desk.picture(), desk.picture()];
    const { picture } = desk.errands;
    desk.take(picture - 1, new Uint8Array([0]));
    desk.take(picture, JPEG);
    expect(await Promise.all(both)).toEqual([JPEG, JPEG]);
    expect(desk.errands.picture).toBe(0);
  });

  it('tell when a customer is there, and when no page answers', async () => {
    const desk = new ErrandDesk(20);
    const declined = expect(desk.picture()).rejects.toThrow(/a customer is there/);
    desk.decline(desk.errands.picture);
    await declined;
    await expect(desk.picture()).rejects.toMatchObject({
      code: 'wrong-state',
      message: expect.stringContaining('does not answer'),
    });
  });

  it('number each reload above the one before, also within a millisecond', () => {
    const desk = new ErrandDesk();
    desk.reload();
    const first = desk.errands.reload;
    desk.reload();
    expect(desk.errands.reload).toBeGreaterThan(first);
  });
});
