import { describe, expect, it } from 'vitest';
import { keepSession, recallSession } from '../../../kiosk-ui/customer/session/keep-session.ts';
import { newSession } from '../../../kiosk-ui/customer/session/session.ts';
import { memoryStorage } from '../memory-storage.ts';
import { chosen, described, journey } from './journeys.ts';

describe('a page reload', () => {
  it('finds the session again, without the previews', () => {
    const kept = memoryStorage();
    keepSession(kept, journey(...described, { type: 'draw' }, { type: 'preview', pictures: ['data:large'] }));
    expect(recallSession(kept)).toMatchObject({
      screen: 'drawing',
      prompt: ' a panda ',
      drawing: { previews: [] },
    });
  });

  it('starts anew where the storage holds nothing or nonsense', () => {
    const kept = memoryStorage();
    expect(recallSession(kept)).toEqual(newSession('zh'));
    for (const nonsense of [
      '{',
      '[]',
      '{"screen":"choose"}',
      '{"screen":"choose","language":"zh","prompt":"","rounds":[]}',
      '{"screen":"moon","language":"zh","prompt":"","rounds":[]}',
    ]) {
      kept.setItem('motif.session.2', nonsense);
      expect(recallSession(kept)).toEqual(newSession('zh'));
    }
  });

  it('finds nothing after the customer has gone, because nothing is stored', () => {
    const kept = memoryStorage();
    keepSession(kept, journey(...chosen));
    expect(kept.length).toBe(1);
    keepSession(kept, newSession('zh'));
    expect(kept.length).toBe(0);
  });
});
