import { expect, it, vi } from 'vitest';
import { PrinterWatch } from '../../../device/printer/printer-watch.ts';
import { fakePrinter } from '../../fakes/fake-printer.ts';

/** A busy machine takes its time. */
const eventually = (look: () => void | Promise<void>) => vi.waitFor(look, { timeout: 15_000 });

it('follows the printer: there, out of paper, refilled, switched off', async () => {
  const printer = await fakePrinter();
  const watch = new PrinterWatch({ uri: () => printer.uri, everyMs: 5 });
  expect(watch.printer).toEqual({ state: 'unknown' });
  await eventually(() => expect(watch.printer).toMatchObject({ state: 'known', status: { state: 'idle' } }));
  printer.attributes['printer-state-reasons'] = 'media-empty-error';
  const empty = { state: 'known', status: { reasons: [{ keyword: 'media-empty' }] } };
  await eventually(() => expect(watch.printer).toMatchObject(empty));
  printer.attributes['printer-state-reasons'] = 'none';
  await eventually(() => expect(watch.printer).toMatchObject({ status: { reasons: [] } }));
  await printer[Symbol.asyncDispose]();
  await eventually(() => expect(watch.printer).toMatchObject({ state: 'lost' }));
  watch.close();
});

it('keeps the last answer when only one is lost, and asks no more once closed', async () => {
  await using printer = await fakePrinter();
  const watch = new PrinterWatch({ uri: () => printer.uri, everyMs: 5 });
  await eventually(() => expect(watch.printer.state).toBe('known'));
  const nonsense = { bytes: Buffer.from('nonsense'), times: 1 };
  printer.nonsense = nonsense;
  await eventually(() => {
    expect(nonsense.times).toBeLessThan(0);
    expect(watch.printer.state).toBe('known');
  });
  watch.close();
  printer.attributes['printer-name'] = 'Other';
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(watch.printer).toMatchObject({ status: { name: 'Fake' } });
});

it('knows a shop without a printer, and forgets the old one when the shop changes it', async () => {
  await using printer = await fakePrinter();
  let uri: string | null = printer.uri;
  const watch = new PrinterWatch({ uri: () => uri, everyMs: 5 });
  await eventually(() => expect(watch.printer.state).toBe('known'));
  uri = 'ipp://127.0.0.1:9/other';
  expect(watch.printer).toEqual({ state: 'unknown' });
  uri = null;
  expect(watch.printer).toEqual({ state: 'none' });
  watch.close();
});
