import { describe, expect, it } from 'vitest';
import { announcement } from '../../kiosk-ui/customer/announce.ts';
import { nextSession } from '../../kiosk-ui/customer/session/next-session.ts';
import type { SessionEvent } from '../../kiosk-ui/customer/session/session-event.ts';
import { texts } from '../../kiosk-ui/customer/texts.ts';
import { chosen, described, done, drawn, journey, ordering } from './session/journeys.ts';

const drawing = [...described, { type: 'draw' }, { type: 'accepted', designId: 'one' }] as const;
const progress = (step: number): SessionEvent => ({
  type: 'progress',
  at: 0,
  step,
  total: 20,
  secondsLeft: 9,
});

describe('what is read out', () => {
  it('is something of its own after every change of the state, in both languages', () => {
    const ways: readonly (readonly SessionEvent[])[] = [
      [],
      [{ type: 'wake' }],
      described,
      drawing,
      [...drawing, progress(10)],
      [...drawing, { type: 'trouble', trouble: { kind: 'gone' } }],
      [...drawing, { type: 'trouble', trouble: { kind: 'disk-full' } }],
      [...drawing, { type: 'trouble', trouble: { kind: 'paused', message: undefined } }],
      [...drawing, { type: 'failed', failure: { kind: 'lost' } }],
      [...drawing, { type: 'refused', message: undefined }],
      drawn,
      chosen,
      ordering,
    ];
    for (const text of [texts.zh, texts.en]) {
      const said = ways.map((events) =>
        announcement(journey(...events), text, text === texts.zh ? '杯' : 'Mug'),
      );
      expect(said.filter((sentence) => sentence === '')).toEqual([]);
      expect(new Set(said).size).toBe(ways.length);
    }
  });

  it('names the product, so that one named in the words is heard to be taken', () => {
    expect(announcement(journey(...described), texts.en, 'Tote bag')).toContain('tote bag');
  });

  it('tells quarters of a drawing, not every step', () => {
    const steps = Array.from({ length: 20 }, (_, step) => progress(step + 1));
    const sessions = steps.map((_, i) => journey(...drawing, ...steps.slice(0, i + 1)));
    expect(new Set(sessions.map((session) => announcement(session, texts.en))).size).toBe(5);
  });

  it('is what staff say while they have paused the kiosk', () => {
    const message = { zh: '午休', en: 'Lunch' };
    const paused = journey(...drawing, { type: 'trouble', trouble: { kind: 'paused', message } });
    expect(announcement(paused, texts.en)).toBe('Lunch');
    expect(announcement(nextSession(paused, done('one')), texts.en)).toBe(texts.en.announce.done);
  });
});
