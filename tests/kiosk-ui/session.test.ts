import { describe, expect, it } from 'vitest';
import { keepSession, recallSession } from '../../kiosk-ui/customer/keep-session.ts';
import { newSession, nextSession, type Session, type SessionEvent } from '../../kiosk-ui/customer/session.ts';

const PICTURES = ['/0.png', '/1.png', '/2.png', '/3.png'];

function journey(...events: readonly SessionEvent[]): Session {
  return events.reduce(nextSession, newSession('en'));
}

const described: readonly SessionEvent[] = [
  { type: 'product', product: 'mug' },
  { type: 'prompt', prompt: ' a panda ' },
  { type: 'style', style: 'ink' },
];
const drawn: readonly SessionEvent[] = [
  ...described,
  { type: 'draw' },
  { type: 'accepted', designId: 'one' },
  { type: 'done', designId: 'one', pictures: PICTURES },
];

describe('the way forward', () => {
  it('asks for the trimmed words, the product and the style', () => {
    const session = journey(...described, { type: 'draw' });
    expect(session.screen).toBe('drawing');
    expect(session.drawing?.request).toEqual({ product: 'mug', prompt: 'a panda', style: 'ink' });
  });

  it('does not draw without words', () => {
    const session = journey(
      { type: 'product', product: 'mug' },
      { type: 'prompt', prompt: '  ' },
      { type: 'draw' },
    );
    expect(session.screen).toBe('describe');
  });

  it('ends on the choice with the pictures of the job', () => {
    const session = journey(...drawn);
    expect(session.screen).toBe('choose');
    expect(session.rounds.map(({ designId }) => designId)).toEqual(['one']);
    expect(session.drawing).toBeUndefined();
  });

  it('draws more like the chosen picture', () => {
    const session = journey(...drawn, { type: 'choose', picture: 2 }, { type: 'more-like-this', picture: 2 });
    expect(session.screen).toBe('drawing');
    expect(session.drawing?.request).toEqual({
      product: 'mug',
      prompt: 'a panda',
      style: 'ink',
      from: { designId: 'one', picture: 2, strength: 0.6 },
    });
  });

  it('draws the shown wish again and keeps the earlier set', () => {
    const session = journey(
      ...drawn,
      { type: 'again' },
      { type: 'done', designId: 'two', pictures: PICTURES },
    );
    expect(session.rounds.map(({ designId }) => designId)).toEqual(['one', 'two']);
    expect(session.shown).toBe(1);
    expect(nextSession(session, { type: 'show-round', round: 0 }).shown).toBe(0);
  });
});

describe('the way back', () => {
  it('loses neither words nor pictures', () => {
    const session = journey(...drawn, { type: 'choose', picture: 1 }, { type: 'go', screen: 'product' });
    expect(session).toMatchObject({ product: 'mug', prompt: ' a panda ', style: 'ink', picture: 1 });
    expect(nextSession(session, { type: 'go', screen: 'on-product' }).screen).toBe('on-product');
  });

  it('gives up a drawing that is walked away from', () => {
    const session = journey(...described, { type: 'draw' }, { type: 'go', screen: 'describe' });
    expect(session.drawing).toBeUndefined();
    expect(session.prompt).toBe(' a panda ');
  });

  it('returns from a stopped "more like this" to the picture it started from', () => {
    const session = journey(...drawn, { type: 'choose', picture: 2 }, { type: 'more-like-this', picture: 2 });
    expect(nextSession(session, { type: 'cancel' })).toMatchObject({ screen: 'on-product', picture: 2 });
  });

  it('refuses places that would have a hole in them', () => {
    for (const screen of ['describe', 'drawing', 'choose', 'on-product'] as const) {
      expect(journey({ type: 'go', screen }).screen).toBe('product');
    }
  });

  it('starts over with nothing but the language', () => {
    const session = journey(...drawn, { type: 'language', language: 'zh' }, { type: 'start-over' });
    expect(session).toEqual(newSession('zh'));
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

  it('forgets pictures the server no longer has, keeps the words and says why', () => {
    const session = journey(...drawn, { type: 'pictures-lost', designId: 'one' });
    expect(session).toMatchObject({
      screen: 'describe',
      rounds: [],
      notice: 'pictures-lost',
      prompt: ' a panda ',
    });
  });

  it('does the same when "more like this" finds no picture to start from', () => {
    const session = journey(...drawn, { type: 'more-like-this', picture: 0 }, { type: 'source-lost' });
    expect(session).toMatchObject({ screen: 'describe', rounds: [], notice: 'pictures-lost' });
  });

  it('ignores news of a drawing that was given up', () => {
    const session = journey(...drawing, { type: 'cancel' });
    expect(nextSession(session, { type: 'done', designId: 'one', pictures: PICTURES })).toBe(session);
  });
});

describe('a page reload', () => {
  function storage(): Storage {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    } as Storage;
  }

  it('finds the session again, without the previews', () => {
    const kept = storage();
    keepSession(kept, journey(...described, { type: 'draw' }, { type: 'preview', pictures: ['data:large'] }));
    expect(recallSession(kept)).toMatchObject({
      screen: 'drawing',
      prompt: ' a panda ',
      drawing: { previews: [] },
    });
  });

  it('starts anew where the storage holds nothing or nonsense', () => {
    const kept = storage();
    expect(recallSession(kept)).toEqual(newSession('zh'));
    for (const nonsense of [
      '{',
      '[]',
      '{"screen":"choose"}',
      '{"screen":"choose","language":"zh","prompt":"","rounds":[]}',
      '{"screen":"moon","language":"zh","prompt":"","rounds":[]}',
    ]) {
      kept.setItem('motif.session.1', nonsense);
      expect(recallSession(kept)).toEqual(newSession('zh'));
    }
  });
});
