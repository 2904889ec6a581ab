/** Whatever happens, in whatever order, leaves a session that every screen can show. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSession } from '../../../kiosk-ui/customer/session/next-session.ts';
import { isOrdering } from '../../../kiosk-ui/customer/session/ordering.ts';
import type { PictureRef } from '../../../kiosk-ui/customer/session/round.ts';
import type { SessionEvent } from '../../../kiosk-ui/customer/session/session-event.ts';
import { screens } from '../../../kiosk-ui/shared/journey.ts';
import { holes } from './holes.ts';
import { chosen, done, drawn, journey, ordering, PICTURES, TICKET } from './journeys.ts';

const designId = fc.constantFrom('one', 'two', 'three');
const picture = fc.integer({ min: -1, max: 4 });
const ref: fc.Arbitrary<PictureRef> = fc.record({ designId, picture });
const language = fc.constantFrom('zh' as const, 'en' as const);
const product = fc.constantFrom('mug', 'tote');
const guidance = fc.constantFrom('free' as const, 'balanced' as const, 'exact' as const);
const trouble = fc.constantFrom({ kind: 'gone' } as const, { kind: 'queue', seconds: 3 } as const);
const bare = fc.constantFrom(
  'wake',
  'draw',
  'again',
  'change-words',
  'compose-anew',
  'undo',
  'back',
  'cancel',
  'start-over',
  'well-again',
  'lost',
  'source-lost',
  'cancelled',
  'order-well-again',
);
const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 6, arbitrary: bare.map((type) => ({ type }) as SessionEvent) },
  language.map((spoken) => ({ type: 'language' as const, language: spoken })),
  product.map((id) => ({ type: 'product' as const, product: id })),
  fc.record({
    type: fc.constant('prompt' as const),
    prompt: fc.oneof(fc.constant('a fox'), fc.string({ unit: 'grapheme', maxLength: 12 })),
  }),
  fc.constantFrom('low' as const, 'large' as const).map((ease) => ({ type: 'ease' as const, ease })),
  fc.option(fc.constant('ink'), { nil: undefined }).map((style) => ({ type: 'style' as const, style })),
  guidance.map((chosenGuidance) => ({ type: 'preset' as const, preset: { guidance: chosenGuidance } })),
  { weight: 3, arbitrary: picture.map((index) => ({ type: 'choose' as const, picture: index })) },
  fc.option(ref, { nil: undefined }).map((other) => ({ type: 'compare' as const, with: other })),
  fc
    .constantFrom('close' as const, 'alike' as const, 'free' as const)
    .map((closeness) => ({ type: 'more-like-this' as const, closeness })),
  fc.record({
    type: fc.constant('fix' as const),
    remedy: fc.constantFrom('clean' as const, 'closer' as const, 'afresh' as const),
    guided: fc.boolean(),
  }),
  picture.map((round) => ({ type: 'show-round' as const, round })),
  { weight: 4, arbitrary: fc.constantFrom(...screens).map((screen) => ({ type: 'go' as const, screen })) },
  designId.map((id) => ({ type: 'pictures-lost' as const, designId: id })),
  fc.record({ type: fc.constantFrom('idle' as const, 'ticket-done' as const), language }),
  designId.map((id) => ({ type: 'accepted' as const, designId: id })),
  fc.constant({ type: 'preview' as const, pictures: PICTURES }),
  trouble.map((kind) => ({ type: 'trouble' as const, trouble: kind })),
  fc.constant({ type: 'failed' as const, failure: { kind: 'failed' as const, message: undefined } }),
  fc.constant({ type: 'refused' as const, message: undefined }),
  { weight: 3, arbitrary: designId.map((id) => done(id)) },
  fc.constant({ type: 'choices' as const, choices: { fill: 'cover' as const } }),
  fc.uuid().map((key) => ({ type: 'confirm' as const, key })),
  trouble.map((kind) => ({ type: 'order-trouble' as const, trouble: kind })),
  fc.constant({ type: 'order-refused' as const, message: undefined }),
  fc.constant({ type: 'ordered' as const, ticket: TICKET }),
);

const starts = [[], drawn, chosen, ordering].map((events) => journey(...events));

describe('any sequence of events', () => {
  it('leaves a valid session after every single one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(event, { maxLength: 60 }), (start, events) => {
        let session = start;
        for (const happening of events) {
          session = nextSession(session, happening);
          expect(holes(session), JSON.stringify(happening)).toEqual([]);
        }
      }),
      { numRuns: 2000, seed: 20_261_127 },
    );
  });

  it('never loses a drawn picture but by its loss on the server or the end of the session', () => {
    const ends = new Set(['pictures-lost', 'source-lost', 'start-over', 'idle', 'ticket-done', 'done']);
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(event, { maxLength: 60 }), (start, events) => {
        let session = start;
        for (const happening of events.filter(({ type }) => !ends.has(type))) {
          const { rounds } = session;
          session = nextSession(session, happening);
          expect(session.rounds).toBe(rounds);
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('never sends one order under two keys', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let session = journey(...ordering);
        for (const happening of events) {
          const key = isOrdering(session) ? session.order?.key : undefined;
          session = nextSession(session, happening);
          if (key !== undefined && isOrdering(session)) expect(session.order?.key).toBe(key);
        }
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
