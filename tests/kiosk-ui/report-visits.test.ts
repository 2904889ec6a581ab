import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { reportVisits } from '../../kiosk-ui/customer/report-visits.ts';
import type { Visit } from '../../kiosk-ui/customer/server-types.ts';
import { newSession } from '../../kiosk-ui/customer/session/session.ts';
import type { Screen } from '../../kiosk-ui/shared/journey.ts';

function journey(start: Screen) {
  const session = signal({ ...newSession('en'), screen: start });
  const told: Visit[] = [];
  reportVisits(session, async (visit) => {
    told.push(visit);
    throw new Error('the server is away');
  });
  const go = (screen: Screen, chips: readonly string[] = session.value.chips) => {
    session.value = { ...session.value, screen, chips };
  };
  return { go, told };
}

describe('reports of visits', () => {
  it('tell each screen once a visit as new, chips only with a drawing, and never what was written', () => {
    const { go, told } = journey('attract');
    go('product');
    go('describe', ['cat']);
    go('describe', ['cat', 'moon']);
    go('drawing');
    go('describe');
    go('attract', []);
    go('product');
    expect(told.map(({ from, to, first, chips }) => [from, to, first, chips.join()])).toEqual([
      ['attract', 'product', true, ''],
      ['product', 'describe', true, ''],
      ['describe', 'drawing', true, 'cat,moon'],
      ['drawing', 'describe', false, ''],
      ['describe', 'attract', true, ''],
      ['attract', 'product', true, ''],
    ]);
    expect(new Set(told.flatMap(Object.keys))).toEqual(new Set(['from', 'to', 'first', 'chips']));
  });

  it('do not count screens again after a reload', () => {
    const { go, told } = journey('choose');
    go('describe');
    go('drawing');
    go('choose');
    go('refine');
    expect(told.map(({ to, first }) => [to, first])).toEqual([
      ['describe', false],
      ['drawing', false],
      ['choose', false],
      ['refine', true],
    ]);
  });
});
