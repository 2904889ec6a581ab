/**
 * Seeded requests for every route of the kiosk and of the panel, orders and sessions included:
 * `node --import tsx tests/runtime/fuzz/fuzz-shop.ts 100000`. Routes are read from the apps and bodies made from
 * the schemas that check them, so that a new route is asked as soon as it is there.
 */
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import { passwordSchema, roleSchema } from '../../../runtime/admin/accounts.ts';
import { pauseSchema, settingsSchema } from '../../../runtime/admin/settings.ts';
import { designRequestSchema } from '../../../runtime/http/design-request.ts';
import { STAFF_STATES } from '../../../runtime/orders/board-order.ts';
import { orderRequestSchema } from '../../../runtime/orders/order.ts';
import { rangeChoiceSchema, WHOLE_RANGE } from '../../../runtime/products/range-choice.ts';
import { PASSWORDS } from '../../fakes/fake-admin.ts';
import { DESIGN } from '../orders/kept-design.ts';
import { arbitraryOf } from './arbitrary-of-schema.ts';
import { ADMIN_HOST, KIOSK_HOST, ShopWorld, type Side, WHO, type Who } from './shop-world.ts';

/** What a body of a route is checked by; other routes get anything. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  'POST /api/designs': designRequestSchema,
  'POST /api/orders': orderRequestSchema,
  'POST /api/session': z.strictObject({ role: roleSchema, password: z.string().min(1).max(128) }),
  'POST /api/set-up': z.strictObject({
    code: z.string().max(40),
    staff: passwordSchema,
    technician: passwordSchema,
  }),
  'PUT /api/password': z.strictObject({ role: roleSchema, password: passwordSchema, own: z.string().min(1) }),
  'PUT /api/settings': settingsSchema,
  'PUT /api/pause': z.strictObject({ pause: pauseSchema.nullable() }),
  'PUT /api/range': rangeChoiceSchema,
  'PUT /api/orders/:code/state': z.strictObject({ state: z.enum(STAFF_STATES) }),
  'POST /api/show': z.strictObject({ code: z.string().max(40) }),
};
/** What must be taken, so that requests reach beyond the first check. */
const SOUND: Readonly<Record<string, readonly object[]>> = {
  'POST /api/designs': [{ product: 'mug', prompt: 'a fox', count: 1 }],
  'POST /api/orders': [
    {
      product: 'magnet',
      language: 'en',
      design: { designId: DESIGN, picture: 0 },
      label: { visible: true },
    },
  ],
  'POST /api/session': [{ role: 'staff', password: PASSWORDS.staff }],
  'PUT /api/range': [WHOLE_RANGE],
  'PUT /api/orders/:code/state': STAFF_STATES.map((state) => ({ state })),
};
/** Few, so that orders are few as well: each has its print files made. */
const KEYS = Array.from({ length: 20 }, (_, n) => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`);

export interface Asked {
  readonly side: Side;
  /** As the app has it. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly who: Who;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

export interface ShopFuzzResult {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Routes that at least once did what they are for. */
  readonly served: ReadonlySet<string>;
  /** What must not be: an answer that is this machine's fault, or none in the form that is promised. */
  readonly wrong: readonly string[];
}

const junk = fc.string({ unit: 'binary', maxLength: 60 });
const segment = fc.oneof(
  fc.constantFrom('..', '%2e%2e', '%00', '0', '9', 'print.pdf', 'print.png', 'source.png', DESIGN),
  junk.map((text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '?'))),
);

function bodyOf(route: string): Arbitrary<Asked['body']> {
  const schema = SCHEMAS[route];
  const text = fc.oneof(
    junk,
    fc.json({ maxDepth: 4 }),
    fc.constantFrom('', '{', 'null', '[]', '{"__proto__":1}'),
  );
  const bytes = fc.uint8Array({ maxLength: 600 }).map((data) => new Uint8Array(data));
  const fitting = [0, 5, 30].map((wrongness) =>
    schema ? arbitraryOf(schema, wrongness).map((value) => JSON.stringify(value)) : text,
  );
  const sound = (SOUND[route] ?? []).map((value) => fc.constant(JSON.stringify(value)));
  return fc.oneof(...fitting, ...sound, text, bytes);
}

/** Mostly what a page sends, sometimes what no page would. */
function headersOf(side: Side, route: string): Arbitrary<Record<string, string>> {
  const host = side === 'kiosk' ? KIOSK_HOST : ADMIN_HOST;
  const usual = <T>(value: T, ...others: T[]) =>
    fc.oneof({ arbitrary: fc.constant(value), weight: 20 }, fc.constantFrom(...others));
  return fc
    .record({
      host: usual(host, 'evil.example', '', `${host}, ${host}`),
      origin: usual(`http://${host}`, 'null', 'http://evil.example', ''),
      'content-type': usual(
        route === 'POST /api/restore' ? 'application/x-tar' : 'application/json',
        'text/plain',
        'multipart/form-data; boundary=x',
        '',
      ),
      'idempotency-key': fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom('', 'x', '0'.repeat(400))),
      'last-event-id': fc.constantFrom('', '-1', '7', '99999999999999', 'x'),
      authorization: fc.constantFrom('', 'Bearer ', `Bearer ${'x'.repeat(40)}`, 'Basic eDp4'),
    })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')));
}

/** @param codes of orders that are there at the moment */
function requestTo(side: Side, route: string, codes: () => readonly string[]): Arbitrary<Asked> {
  const [method = '', pattern = ''] = route.split(' ');
  const known = fc.nat().map((n) => codes()[n % Math.max(1, codes().length)] ?? 'K7M2');
  const part = fc.oneof({ arbitrary: known, weight: 3 }, segment);
  const path = fc.array(part, { minLength: 3, maxLength: 3 }).map((parts) => {
    let next = 0;
    return pattern.replace(/:\w+(\{[^}]*\})?/g, (_, allowed) => {
      const given = parts[next++] ?? '0';
      return allowed === '{[0-3]}' && given.length > 1 ? '1' : given;
    });
  });
  const body = method === 'GET' || method === 'HEAD' ? fc.constant(null) : bodyOf(route);
  const who = fc.constantFrom(...WHO);
  return fc
    .record({ path, who, headers: headersOf(side, route), body })
    .map((rest) => ({ side, route, method, ...rest }));
}

/** Anywhere, by any method: what no route takes. */
const stray = fc.record({
  side: fc.constantFrom<Side>('kiosk', 'panel'),
  route: fc.constant('stray'),
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
  path: fc
    .array(fc.oneof(fc.constantFrom('api', 'orders', 'designs'), segment), { maxLength: 5 })
    .map((p) => `/${p.join('/')}`),
  who: fc.constantFrom(...WHO),
  headers: headersOf('panel', ''),
  body: fc.constant(null),
});

/** Sends `count` requests, the same ones for the same seed. @param alter what a test puts in place of the answers */
export async function fuzzShop(
  count: number,
  seed: number,
  alter: (response: Response) => Response = (response) => response,
): Promise<ShopFuzzResult> {
  await using world = await ShopWorld.open();
  const requests = world.routes.map(([side, route]) => requestTo(side, route, () => world.codes));
  const statuses: Record<string, number> = {};
  const served = new Set<string>();
  const wrong: string[] = [];
  const property = fc.asyncProperty(fc.oneof(...requests, stray), async (asked) => {
    const response = alter(await world.send(asked));
    const status = String(response.status);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (response.ok) served.add(`${asked.side} ${asked.route}`);
    const answer = await world.read(response);
    if (!isPromised(response, asked.method, answer))
      wrong.push(`${JSON.stringify(asked)}: ${status} ${answer}`);
  });
  await fc.assert(property, { numRuns: count, seed, skipAllAfterTimeLimit: 7_200_000 });
  return { requests: count, statuses, served, wrong: [...wrong, ...world.faults()] };
}

/** A full queue and a pause are honest answers; every other status from 500 on is a fault. */
function isPromised({ status }: Response, method: string, answer: string): boolean {
  if (status < 400) return true;
  if (method === 'HEAD') return status < 500;
  const error = failureOf(answer);
  return error !== null && (status < 500 || error.code === 'queue-full' || error.code === 'paused');
}

const failureSchema = z.object({
  error: z.object({ code: z.string().min(1), message: z.string().min(1), messageZh: z.string().min(1) }),
});
function failureOf(answer: string): { readonly code: string } | null {
  try {
    return failureSchema.parse(JSON.parse(answer)).error;
  } catch {
    return null;
  }
}

const [program = '', count = ''] = process.argv.slice(1);
if (program.endsWith('fuzz-shop.ts')) {
  const seed = Date.now() % 2 ** 31;
  const { served, wrong, ...rest } = await fuzzShop(Number(count), seed);
  console.log(
    JSON.stringify({ seed, ...rest, served: [...served].sort(), wrong: wrong.slice(0, 10) }, null, 2),
  );
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
