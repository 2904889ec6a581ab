import { readFile } from 'node:fs/promises';
import ipp from '@sealsystems/ipp';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findPrinters } from '../../../device/printer/find-printers.ts';
import { cancelJob, jobState, printDocument } from '../../../device/printer/print-job.ts';
import { printerStatus, statusOf } from '../../../device/printer/printer-status.ts';
import { fakePrinter } from '../../fakes/fake-printer.ts';

const DOCUMENT = new Uint8Array(Buffer.from('%PDF-1.7 a picture'));

describe('the status of a printer', () => {
  it('is read from what an IPP Everywhere printer really answered', async () => {
    const bytes = await readFile(new URL('ippeveprinter-status.ipp', import.meta.url));
    const answer = z.object({ 'printer-attributes-tag': z.record(z.string(), z.unknown()) });
    const status = statusOf(answer.parse(ipp.parse(bytes))['printer-attributes-tag']);
    expect(status).toEqual({
      name: 'Testprinter',
      state: expect.stringMatching(/^(idle|processing)$/),
      reasons: [],
      accepting: true,
      queued: expect.any(Number),
      supplies: [
        { name: 'Toner Waste Tank', percentLeft: 75 },
        { name: 'Black Toner', percentLeft: 75 },
      ],
      formats: ['application/octet-stream', 'application/pdf', 'image/png', 'image/urf'],
    });
  });

  it('puts what stops it before what it only reports', async () => {
    await using printer = await fakePrinter();
    printer.attributes['printer-state'] = 'stopped';
    printer.attributes['printer-state-reasons'] = [
      'toner-low-warning',
      'spool-area-full-report',
      'media-empty',
    ];
    const { state, reasons } = await printerStatus(printer.uri);
    expect(state).toBe('stopped');
    expect(reasons).toEqual([
      { keyword: 'media-empty', severity: 'error' },
      { keyword: 'toner-low', severity: 'warning' },
      { keyword: 'spool-area-full', severity: 'report' },
    ]);
  });

  it("reads CUPS's three lists of supplies; a level below 0 is unknown", async () => {
    await using printer = await fakePrinter();
    Object.assign(printer.attributes, {
      'marker-names': ['Cyan', 'Waste', 'Ribbon'],
      'marker-types': ['ink-cartridge', 'waste-ink', 'ribbonWax'],
      'marker-levels': [12, 90, -2],
    });
    expect((await printerStatus(printer.uri)).supplies).toEqual([
      { name: 'Cyan', percentLeft: 12 },
      { name: 'Waste', percentLeft: 10 },
      { name: 'Ribbon', percentLeft: null },
    ]);
  });

  it('says that nobody answers, and that the answer is no printer’s', async () => {
    const printer = await fakePrinter();
    printer.nonsense = { bytes: Buffer.from('<html>Welcome to the router</html>'), times: 1 };
    await expect(printerStatus(printer.uri)).rejects.toThrow(
      /Expected an IPP answer .*Check the printer's address/,
    );
    await printer[Symbol.asyncDispose]();
    await expect(printerStatus(printer.uri)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/Switch it on and check its cable/),
    });
  });
});

describe('a print job', () => {
  it('carries the document to the byte and can be followed and cancelled', async () => {
    await using printer = await fakePrinter();
    const job = await printDocument(printer.uri, {
      name: 'Motif 7K4M',
      document: DOCUMENT,
      format: 'application/pdf',
    });
    expect(printer.documents).toEqual([Buffer.from(DOCUMENT)]);
    expect(await jobState(printer.uri, job)).toBe('pending');
    await cancelJob(printer.uri, job);
    expect(await jobState(printer.uri, job)).toBe('canceled');
    printer.jobStates[job - 1] = 'completed';
    expect(await jobState(printer.uri, job)).toBe('completed');
    await expect(cancelJob(printer.uri, job)).rejects.toMatchObject({ code: 'refused' });
  });

  it('is refused in the printer’s own terms', async () => {
    await using printer = await fakePrinter();
    const order = { name: 'Motif 7K4M', document: DOCUMENT, format: 'image/gif' };
    await expect(printDocument(printer.uri, order)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('client-error-document-format-not-supported'),
    });
    await expect(jobState(printer.uri, 99)).rejects.toMatchObject({ code: 'refused' });
  });
});

it('finds the queues of a print server', async () => {
  await using printer = await fakePrinter();
  Object.assign(printer.attributes, { 'printer-name': 'Shop_1', 'printer-info': 'By the window' });
  const server = printer.uri.replace('ipp/print', '');
  expect(await findPrinters(server)).toEqual([
    { uri: `${server}printers/Shop_1`, name: 'By the window', model: '' },
  ]);
});
