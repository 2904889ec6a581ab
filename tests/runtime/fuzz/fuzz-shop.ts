/**
 * Seeded requests for every route of the kiosk and of the panel, orders and sessions included:
 * `node --import tsx tests/runtime/fuzz/fuzz-shop.ts 100000`. Routes are read from the apps and bodies made from
 * the schemas that check them, so that a new route is asked as soon as it is there.
 */
import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import { settingsSchema } from '../../../runtime/admin/settings.ts';
import { visitSchema } from '../../../runtime/admin/visits.ts';
import { rebuildSchema } from '../../../runtime/http/admin/engine-routes.ts';
import { moveSchema } from '../../../runtime/http/admin/order-board-routes.ts';
import { changeSchema, setUpSchema, signInSchema } from '../../../runtime/http/admin/session-routes.ts';
import { pauseBody } from '../../../runtime/http/admin/shop-routes.ts';
import { approvalSchema } from '../../../runtime/http/admin/show-routes.ts';
import { chosenSchema } from '../../../runtime/http/admin/tls-routes.ts';
import { trialSchema } from '../../../runtime/http/admin/word-routes.ts';
import { designRequestSchema } from '../../../runtime/http/design-request.ts';
import { STAFF_STATES } from '../../../runtime/orders/board-order.ts';
import { orderRequestSchema } from '../../../runtime/orders/order.ts';
import { rangeChoiceSchema, WHOLE_RANGE } from '../../../runtime/products/range-choice.ts';
import { shopRulesSchema } from '../../../runtime/words/shop-rules.ts';
import { SWITCHABLE_CLASSES } from '../../../runtime/words/word-classes.ts';
import { PASSWORDS } from '../../fakes/fake-admin.ts';
import { DESIGN } from '../orders/kept-design.ts';
import { arbitraryOf } from './arbitrary-of-schema.ts';
import { ADMIN_HOST, KIOSK_HOST, ShopWorld, type Side, WHO, type Who } from './shop-world.ts';

const ERRAND = '/api/errands/picture/:errand{[0-9]{1,16}}';
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
/** Of routes that take something else than JSON. */
const TYPES: Readonly<Record<string, string>> = {
  'POST /api/restore': 'application/x-tar',
  [`PUT ${ERRAND}`]: 'image/jpeg',
};

/** Every route that changes something, and what checks its body; null: it takes none, or no JSON. */
export const BODIES: Readonly<Record<string, z.ZodType | null>> = {
  'POST /api/designs': designRequestSchema,
  'DELETE /api/designs/:id': null,
  'POST /api/orders': orderRequestSchema,
  'POST /api/visits': visitSchema,
  [`PUT ${ERRAND}`]: null,
  [`DELETE ${ERRAND}`]: null,
  'POST /api/session': signInSchema,
  'DELETE /api/session': null,
  'DELETE /api/sessions': null,
  'POST /api/set-up': setUpSchema,
  'PUT /api/password': changeSchema,
  'PUT /api/settings': settingsSchema,
  'PUT /api/pause': pauseBody,
  'PUT /api/range': rangeChoiceSchema,
  'DELETE /api/range': null,
  'PUT /api/orders/:code/state': moveSchema,
  'POST /api/orders/:code/reprint': null,
  'POST /api/orders/:code/archive': null,
  'POST /api/show': approvalSchema,
  'DELETE /api/show/:name': null,
  'POST /api/restore': null,
  'POST /api/kiosk/reload': null,
  'POST /api/kiosk/picture': null,
  'POST /api/engines/examination': null,
  'POST /api/engines/build': rebuildSchema,
  'DELETE /api/engines/build': null,
  'POST /api/engines/rollback': null,
  'PUT /api/words': shopRulesSchema,
  'POST /api/words/trial': trialSchema,
  'PUT /api/tls': chosenSchema,
  'POST /api/tls/showing': null,
  'POST /api/metrics-token': null,
};
/** Looked for and let through in both scripts. */
const RULES = { blocked: ['浣熊', 'raccoon', 'f.o.x'], allowed: ['獾', 'badger'], off: SWITCHABLE_CLASSES };
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
  'PUT /api/words': [RULES, { blocked: [], allowed: [], off: [] }],
  'POST /api/words/trial': ['a fox', 'un chat 猫', '\u202e\u0000 f\u200bo\u200bx', '🦊'.repeat(250)].map(
    (text) => ({
      text,
      rules: RULES,
    }),
  ),
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
  const schema = BODIES[route];
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
  const jpeg = TYPES[route] === 'image/jpeg' ? [fc.constant(JPEG)] : [];
  return fc.oneof(...fitting, ...sound, ...jpeg, text, bytes);
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
        TYPES[route] ?? 'application/json',
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

/** A part of an address, and what it must look like where the route says so. */
const PARAM = /:(\w+)(?:\{([^/]*)\})?/g;

/** @param world whose orders and designs are asked for */
function requestTo(side: Side, route: string, world: ShopWorld): Arbitrary<Asked> {
  const [method = '', pattern = ''] = route.split(' ');
  const known = fc.nat().map((n) => {
    const ids = pattern.startsWith('/api/designs') ? world.designs : world.codes;
    return ids[n % Math.max(1, ids.length)] ?? 'K7M2';
  });
  const parts = [...pattern.matchAll(PARAM)].map(([, , allowed]) =>
    fc.oneof(
      { arbitrary: allowed ? fc.stringMatching(new RegExp(`^${allowed}$`)) : known, weight: 3 },
      segment,
    ),
  );
  const path = fc.tuple(...parts).map((given) => {
    let next = 0;
    return pattern.replace(PARAM, () => given[next++] ?? '0');
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
  const requests = world.routes.map(([side, route]) => requestTo(side, route, world));
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
