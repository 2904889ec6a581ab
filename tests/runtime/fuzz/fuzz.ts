/** Seeded nonsense for every route: `node --import tsx tests/runtime/fuzz/fuzz.ts 100000`. */
import fc from 'fast-check';
import { type FakeApp, fakeApp } from '../../fakes/fake-app.ts';

const ID = '7b0c1f0e-5d8f-4f5e-9d65-0f7a4c6d2b11';
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('mug', 'a fox', '', '樱花'),
);
const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.integer(), fc.double(), text, fc.constant(null));
const either = <T>(good: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: good, weight: 4 }, { arbitrary: odd, weight: 1 });

/** Mostly a design request with a few fields that do not fit, sometimes anything at all. */
const design = fc.record(
  {
    product: either(fc.constantFrom('mug', 'tote', 'postcard')),
    prompt: either(text),
    negative: either(text),
    style: either(fc.constantFrom('flat', 'ink', null)),
    count: either(fc.integer({ min: 1, max: 4 })),
    seed: either(fc.nat()),
    preset: either(fc.record({ guidance: text, steps: fc.constantFrom('quick', 'fine') })),
    from: odd,
  },
  { requiredKeys: ['product', 'prompt'] },
);
const sound = fc.record({
  product: fc.constantFrom('mug', 'tote'),
  prompt: fc.constantFrom('a fox', '樱花'),
});
const body = fc.oneof(
  { arbitrary: sound.map((value) => JSON.stringify(value)), weight: 2 },
  { arbitrary: design.map((value) => JSON.stringify(value)), weight: 6 },
  { arbitrary: fc.json({ maxDepth: 4 }), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 1 },
);
const segment = fc.oneof(fc.constantFrom(ID, '..', '%2e%2e', '%00', '0', '9'), text.map(encoded));
const path = fc.oneof(
  fc.constantFrom('/api/designs', '/api/products', '/api/settings', '/healthz', '/readyz', '/', '//', '/%'),
  segment.map((id) => `/api/designs/${id}`),
  segment.map((id) => `/api/designs/${id}/events`),
  fc.tuple(segment, segment).map(([id, n]) => `/api/designs/${id}/pictures/${n}`),
  fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
);
const request = fc.oneof(
  fc.record({
    method: fc.constant('POST'),
    path: fc.constant('/api/designs'),
    type: fc.constant('application/json'),
    body,
    lastEventId: fc.constant(''),
  }),
  fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
    path,
    type: fc.constantFrom('application/json', 'text/plain', 'multipart/form-data'),
    body,
    lastEventId: fc.constantFrom('', '-1', '7', '99999999999999'),
  }),
);
type Asked = typeof request extends fc.Arbitrary<infer T> ? T : never;

/** Half of a surrogate pair has no place in an address. */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '?'));
}

export interface FuzzResult {
  readonly statuses: Readonly<Record<string, number>>;
  /** What must not be: an answer that is this machine's fault, or none in the form that is promised. */
  readonly wrong: readonly string[];
}

/** Sends `count` requests, the same ones for the same seed. */
export async function fuzz(count: number, seed: number, ask = askOf): Promise<FuzzResult> {
  const fake = await fakeApp();
  const send = ask(fake);
  const statuses: Record<string, number> = {};
  const wrong: string[] = [];
  try {
    const property = fc.asyncProperty(request, async (asked) => {
      const response = await send(asked);
      const status = String(response.status);
      statuses[status] = (statuses[status] ?? 0) + 1;
      const answer = response.body === null ? '' : await response.text();
      if (!isPromised(response, asked.method, answer))
        wrong.push(`${JSON.stringify(asked)}: ${status} ${answer}`);
    });
    await fc.assert(property, { numRuns: count, seed, skipAllAfterTimeLimit: 3_600_000 });
    return { statuses, wrong: [...wrong, ...fake.faults.map(String)] };
  } finally {
    await fake.close();
  }
}

/** A full queue is an honest answer; every other status from 500 on is a fault. */
function isPromised({ status }: Response, method: string, answer: string): boolean {
  if (status < 400 || method === 'HEAD') return status < 500;
  const { error } = JSON.parse(answer) as { error?: { code?: string; message?: string; messageZh?: string } };
  if (!error?.code || !error.message || !error.messageZh) return false;
  return status < 500 || error.code === 'queue-full';
}

const askOf =
  (fake: FakeApp) =>
  ({ method, path: address, type, body: content, lastEventId }: Asked): Promise<Response> => {
    const headers = { 'content-type': type, 'last-event-id': lastEventId };
    const bodied = method !== 'GET' && method !== 'HEAD';
    return Promise.resolve(fake.ask(address, { method, headers, ...(bodied ? { body: content } : {}) }));
  };

const [program = '', count = ''] = process.argv.slice(1);
if (program.endsWith('fuzz.ts')) {
  const { statuses, wrong } = await fuzz(Number(count), Date.now() % 2 ** 31);
  console.log(JSON.stringify({ statuses, wrong: wrong.slice(0, 10) }));
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
