import { describe, expect, it } from 'vitest';
import { nextSession } from '../../../kiosk-ui/customer/session/next-session.ts';
import { newSession } from '../../../kiosk-ui/customer/session/session.ts';
import { chosen, described, done, drawn, journey, ordering, TICKET } from './journeys.ts';

const BALANCED = { guidance: 'balanced', steps: 'fine' };

describe('the way forward', () => {
  it('begins with a touch that does nothing else', () => {
    expect(journey({ type: 'product', product: 'mug' }).screen).toBe('attract');
    expect(journey({ type: 'wake' })).toEqual({ ...newSession('en'), screen: 'product' });
  });

  it('asks for the trimmed words, the product, the style and the preset', () => {
    const session = journey(...described, { type: 'preset', preset: { steps: 'quick' } }, { type: 'draw' });
    expect(session.screen).toBe('drawing');
    expect(session.drawing?.request).toEqual({
      product: 'mug',
      prompt: 'a panda',
      style: 'ink',
      preset: { guidance: 'balanced', steps: 'quick' },
    });
  });

  it.each(['  ', '🐼🌸', '!?', 'さくら', 'кошка'])('does not draw from %j', (prompt) => {
    const session = journey(...described, { type: 'prompt', prompt }, { type: 'draw' });
    expect(session).toMatchObject({ screen: 'describe', prompt });
  });

  it('takes the product that the words name', () => {
    const session = journey(...described, { type: 'prompt', prompt: '印着樱花的帆布袋', product: 'tote' });
    expect(session).toMatchObject({ screen: 'describe', product: 'tote' });
  });

  it('ends on the choice with the pictures of the job', () => {
    const session = journey(...drawn);
    expect(session.screen).toBe('choose');
    expect(session.rounds.map(({ designId, seed }) => [designId, seed])).toEqual([['one', 100]]);
    expect(session.drawing).toBeUndefined();
  });

  it('draws the shown wish again from other noise and keeps the earlier set', () => {
    const session = journey(...drawn, { type: 'again' });
    expect(session.drawing?.request.seed).toBeUndefined();
    const both = nextSession(session, done('two'));
    expect(both.rounds.map(({ designId }) => designId)).toEqual(['one', 'two']);
    expect(both.shown).toBe(1);
    expect(nextSession(both, { type: 'show-round', round: 0 }).shown).toBe(0);
  });

  it('goes over the object and the confirmation to the ticket, and from there to the next customer', () => {
    const session = journey(...ordering);
    expect(session).toMatchObject({ screen: 'confirm', order: { phase: 'sending', key: 'key-1' } });
    const placed = nextSession(session, { type: 'ordered', ticket: TICKET });
    expect(placed).toMatchObject({ screen: 'ticket', order: { phase: 'placed', ticket: TICKET } });
    expect(nextSession(placed, { type: 'ticket-done', language: 'zh' })).toEqual(newSession('zh'));
  });
});

describe('the article’s colour', () => {
  const inBlack = [
    ...chosen,
    { type: 'go', screen: 'preview' },
    { type: 'choices', choices: { colour: 'black' } },
  ] as const;

  it('stays when another picture is chosen or drawn, where all else about the print begins anew', () => {
    const removed = journey(...inBlack, { type: 'choices', choices: { background: 'remove' } });
    expect(nextSession(removed, { type: 'choose', picture: 1 }).choices).toEqual({ colour: 'black' });
    const again = [{ type: 'again' }, { type: 'accepted', designId: 'two' }, done('two')] as const;
    expect(journey(...inBlack, ...again).choices).toEqual({ colour: 'black' });
  });

  it('goes with the customer', () => {
    expect(journey(...inBlack, { type: 'start-over' }).choices).toEqual({});
  });
});

describe('a picture that is nearly right', () => {
  it('has others like it drawn, each time from the next seeds of its family', () => {
    const first = journey(...chosen, { type: 'more-like-this', closeness: 'close' });
    expect(first.drawing).toMatchObject({
      request: { seed: 104, from: { designId: 'one', picture: 2, strength: 0.4 } },
      origin: { designId: 'one', picture: 2 },
    });
    const again = [done('two'), { type: 'undo' }, { type: 'more-like-this' }] as const;
    const second = again.reduce(nextSession, first);
    expect(second.drawing?.request).toMatchObject({ seed: 108, from: { strength: 0.6 } });
  });

  it('keeps its composition while the words change', () => {
    const words = journey(...chosen, { type: 'change-words' });
    expect(words).toMatchObject({ screen: 'describe', prompt: 'a panda', keeping: { designId: 'one' } });
    const changed = nextSession(words, { type: 'prompt', prompt: 'a red panda' });
    expect(nextSession(changed, { type: 'draw' }).drawing?.request).toMatchObject({
      prompt: 'a red panda',
      seed: 100,
    });
    const anew = nextSession(changed, { type: 'compose-anew' });
    expect(nextSession(anew, { type: 'draw' }).drawing?.request.seed).toBeUndefined();
  });

  it('is mended with the same noise and unwanted artefacts, more obedience, or other noise', () => {
    const fix = (remedy: 'clean' | 'closer' | 'afresh', guided = true) =>
      journey(...chosen, { type: 'fix', remedy, guided }).drawing?.request;
    expect(fix('clean')).toMatchObject({ seed: 100, preset: BALANCED });
    expect(fix('clean')?.negative).toContain('deformed');
    expect(fix('closer')).toMatchObject({ seed: 100, preset: { guidance: 'exact', steps: 'fine' } });
    expect(fix('afresh')?.seed).toBeUndefined();
    for (const remedy of ['clean', 'closer'] as const) {
      expect(fix(remedy, false)?.seed).toBeUndefined();
    }
  });

  it('comes back with undo, and what was drawn from it stays', () => {
    const session = journey(...chosen, { type: 'more-like-this' }, done('two'), { type: 'undo' });
    expect(session).toMatchObject({ screen: 'refine', shown: 0, picture: 2 });
    expect(session.rounds).toHaveLength(2);
  });

  it('is compared with another one, never with itself', () => {
    const session = journey(...chosen, { type: 'compare', with: { designId: 'one', picture: 0 } });
    expect(session.compared).toEqual({ designId: 'one', picture: 0 });
    const same = nextSession(session, { type: 'compare', with: { designId: 'one', picture: 2 } });
    expect(same).toBe(session);
  });
});

describe('the way back', () => {
  it('leads from every screen to the one before and loses nothing', () => {
    let session = journey(...chosen, { type: 'go', screen: 'preview' }, { type: 'go', screen: 'confirm' });
    const seen = [];
    for (let step = 0; step < 6; step++) {
      session = nextSession(session, { type: 'back' });
      seen.push(session.screen);
    }
    expect(seen).toEqual(['preview', 'refine', 'choose', 'describe', 'product', 'product']);
    expect(session).toMatchObject({ product: 'mug', prompt: ' a panda ', style: 'ink', picture: 2 });
    expect(nextSession(session, { type: 'go', screen: 'confirm' }).screen).toBe('confirm');
  });

  it('gives up a drawing that is walked away from', () => {
    for (const type of ['back', 'cancel'] as const) {
      const session = journey(...described, { type: 'draw' }, { type });
      expect(session).toMatchObject({ screen: 'describe', drawing: undefined, prompt: ' a panda ' });
    }
  });

  it('returns from a stopped "more like this" to the picture it started from', () => {
    const session = journey(...chosen, { type: 'more-like-this' }, { type: 'cancel' });
    expect(session).toMatchObject({ screen: 'refine', picture: 2 });
  });

  it('refuses places that would have a hole in them', () => {
    for (const screen of [
      'describe',
      'drawing',
      'choose',
      'refine',
      'preview',
      'confirm',
      'ticket',
    ] as const) {
      expect(journey({ type: 'wake' }, { type: 'go', screen }).screen).toBe('product');
    }
  });

  it('is barred while the order is on its way, so that two touches make one order', () => {
    const session = journey(...ordering);
    for (const event of [
      { type: 'confirm', key: 'key-2' },
      { type: 'back' },
      { type: 'go', screen: 'product' },
      { type: 'choices', choices: { fill: 'cover' } },
    ] as const) {
      expect(nextSession(session, event)).toBe(session);
    }
  });

  it('starts over with nothing but the language', () => {
    const session = journey(...drawn, { type: 'language', language: 'zh' }, { type: 'start-over' });
    expect(session).toEqual({ ...newSession('zh'), screen: 'product' });
    expect(journey(...drawn, { type: 'idle', language: 'zh' })).toEqual(newSession('zh'));
  });
});

describe('misfortune', () => {
  const drawing = [...described, { type: 'draw' }, { type: 'accepted', designId: 'one' }] as const;

  it('hands the wish in again when the server forgot it, and says so until the new drawing shows', () => {
    const session = journey(...drawing, { type: 'preview', pictures: ['data:'] }, { type: 'lost' });
    expect(session.drawing).toMatchObject({
      phase: 'asking',
      attempt: 2,
      previews: [],
      trouble: { kind: 'restarted' },
    });
    expect(session.drawing?.designId).toBeUndefined();
    const well = nextSession(session, { type: 'well-again' });
    expect(well.drawing?.trouble).toEqual({ kind: 'restarted' });
    const moving = nextSession(well, { type: 'progress', at: 0, step: 1, total: 8, secondsLeft: 3 });
    expect(moving.drawing?.trouble).toBeUndefined();
  });

  it('asks the customer after the third loss', () => {
    const session = journey(...drawing, { type: 'lost' }, { type: 'lost' }, { type: 'lost' });
    expect(session.drawing).toMatchObject({ phase: 'failed', failure: { kind: 'lost' } });
    expect(nextSession(session, { type: 'again' }).drawing).toMatchObject({ phase: 'asking', attempt: 1 });
  });

  it('brings refused words back to where they can be changed, with the reason beside them', () => {
    const message = { zh: '换个说法', en: 'Another way, please' };
    const session = journey(...drawing, { type: 'refused', message });
    expect(session).toMatchObject({ screen: 'describe', prompt: ' a panda ', drawing: undefined });
    expect(session.notice).toEqual({ kind: 'refused', message });
    expect(nextSession(session, { type: 'prompt', prompt: 'a fox' }).notice).toBeUndefined();
  });

  it('forgets pictures the server no longer has, keeps the words and says why', () => {
    const session = journey(...chosen, { type: 'pictures-lost', designId: 'one' });
    expect(session).toMatchObject({
      screen: 'describe',
      rounds: [],
      picture: undefined,
      notice: { kind: 'pictures-lost' },
      prompt: ' a panda ',
    });
  });

  it('does the same when "more like this" finds no picture to start from', () => {
    const session = journey(...chosen, { type: 'more-like-this' }, { type: 'source-lost' });
    expect(session).toMatchObject({ screen: 'describe', rounds: [], notice: { kind: 'pictures-lost' } });
  });

  it('ignores news of a drawing that was given up', () => {
    const session = journey(...drawing, { type: 'cancel' });
    expect(nextSession(session, done('one'))).toBe(session);
  });

  it('waits with an order while the server is away, and lets a refused one be changed', () => {
    const sent = journey(...ordering);
    const waiting = nextSession(sent, { type: 'order-trouble', trouble: { kind: 'gone' } });
    expect(waiting.order).toEqual({ phase: 'sending', key: 'key-1', trouble: { kind: 'gone' } });
    expect(nextSession(waiting, { type: 'order-well-again' }).order).toEqual(sent.order);
    const refused = nextSession(waiting, { type: 'order-refused', message: undefined });
    expect(refused.order?.phase).toBe('refused');
    const changed = nextSession(refused, { type: 'choices', choices: { fill: 'contain' } });
    expect(nextSession(changed, { type: 'confirm', key: 'key-2' }).order).toEqual({
      phase: 'sending',
      key: 'key-2',
    });
  });
});
