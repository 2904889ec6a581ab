import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ErrandDesk } from '../admin/errands.ts';
import { InputError, MotifError } from '../errors.ts';

/** Where the page hands in its picture; larger than what customers send. */
export const PICTURE_PATH = '/api/errands/picture/';
const LARGEST_PICTURE = 4 * 2 ** 20;
const TYPE = 'image/jpeg';

const limit = bodyLimit({
  maxSize: LARGEST_PICTURE,
  onError: () => {
    throw new MotifError(
      'too-large',
      'Expected a picture of at most 4 MB but received a larger one. Make it smaller.',
    );
  },
});

/** The page's answers to what technicians ask of it. */
export function errandRoutes(desk: Pick<ErrandDesk, 'take' | 'decline'>) {
  return new Hono()
    .put('/errands/picture/:errand{[0-9]{1,16}}', limit, async (c) => {
      const picture = new Uint8Array(await c.req.arrayBuffer());
      const isJpeg = picture[0] === 0xff && picture[1] === 0xd8 && picture[2] === 0xff;
      if (c.req.header('content-type') !== TYPE || !isJpeg) {
        throw new InputError(
          `Expected a picture of the type ${TYPE} but received something else. Send a JPEG.`,
        );
      }
      desk.take(Number(c.req.param('errand')), picture);
      return c.body(null, 204);
    })
    .delete('/errands/picture/:errand{[0-9]{1,16}}', (c) => {
      desk.decline(Number(c.req.param('errand')));
      return c.body(null, 204);
    });
}
