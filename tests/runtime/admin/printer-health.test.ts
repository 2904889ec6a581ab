import { describe, expect, it } from 'vitest';
import type { PrinterStatus } from '../../../device/printer/printer-status.ts';
import type { WatchedPrinter } from '../../../device/printer/printer-watch.ts';
import { healthOf } from '../../../runtime/admin/health.ts';
import { printerItem, printerTrouble } from '../../../runtime/admin/printer-health.ts';
import { WELL } from '../../fakes/fake-admin.ts';

const known = (status: Partial<PrinterStatus>): WatchedPrinter => ({
  state: 'known',
  status: {
    name: 'Shop',
    state: 'idle',
    reasons: [],
    accepting: true,
    queued: 0,
    supplies: [],
    formats: [],
    ...status,
  },
});
const stoppedBy = (keyword: string) => known({ state: 'stopped', reasons: [{ keyword, severity: 'error' }] });

describe('the printer among the things that staff are told', () => {
  it('is left out where the shop has none', () => {
    expect(printerItem({ state: 'none' })).toBeNull();
    expect(healthOf(WELL, { pause: null }).map(({ id }) => id)).not.toContain('printer');
  });

  it.each([
    ['media-empty', /out of paper/, /没有纸/],
    ['door-open', /cover is open/, /盖子/],
    ['toner-empty', /ink or ribbon/, /用完/],
    ['spool-broken', /has stopped \(spool-broken\)/, /停了（spool-broken）/],
  ])('says what stops it: %s', (keyword, en, zh) => {
    const item = printerItem(stoppedBy(keyword));
    expect(item).toMatchObject({
      level: 'bad',
      text: { en: expect.stringMatching(en), zh: expect.stringMatching(zh) },
    });
    expect(item?.remedy?.en).toMatch(/\.$/);
  });

  it('comes first when it is bad, and names a supply before it ends', () => {
    const health = healthOf({ ...WELL, printer: { state: 'lost', reason: 'no route' } }, { pause: null });
    expect(health[0]).toMatchObject({ id: 'printer', level: 'bad' });
    const low = known({
      supplies: [
        { name: 'Cyan', percentLeft: 9 },
        { name: 'Black', percentLeft: 10 },
      ],
    });
    expect(printerItem(low)).toMatchObject({
      level: 'notice',
      text: { en: 'Supplies of the printer run low: Cyan 9 %.' },
    });
  });

  it('does not take a report for a fault', () => {
    const hint = known({ reasons: [{ keyword: 'media-empty', severity: 'report' }] });
    expect(printerItem(hint)).toMatchObject({ level: 'good' });
  });
});

describe('what customers are told of the printer', () => {
  it('is nothing while it prints or was not asked yet', () => {
    for (const printer of [
      known({}),
      known({ state: 'processing' }),
      { state: 'unknown' },
      { state: 'none' },
    ] as const)
      expect(printerTrouble(printer)).toBeNull();
  });

  it('is that their design waits, when it is out of paper, lost, or takes no jobs', () => {
    for (const printer of [
      stoppedBy('media-empty'),
      { state: 'lost', reason: '' },
      known({ accepting: false }),
    ] as const)
      expect(printerTrouble(printer)?.en).toMatch(/kept safe/);
  });
});
