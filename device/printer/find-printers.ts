import { z } from 'zod';
import { exchange } from './ipp-exchange.ts';

export interface FoundPrinter {
  readonly uri: string;
  readonly name: string;
  readonly model: string;
}

/** This machine's print server. */
const CUPS = 'ipp://localhost:631/';

const printerSchema = z.object({
  'printer-name': z.string(),
  'printer-info': z.string().default(''),
  'printer-make-and-model': z.string().default(''),
});

/**
 * The print queues of this machine's CUPS.
 *
 * @throws PrinterError unreachable where no CUPS runs
 */
export async function findPrinters(cups: string = CUPS): Promise<readonly FoundPrinter[]> {
  const attributes = { 'requested-attributes': ['printer-name', 'printer-info', 'printer-make-and-model'] };
  const { printers } = await exchange(cups, { operation: 'CUPS-Get-Printers', attributes });
  return printers.flatMap((raw) => {
    const printer = printerSchema.safeParse(raw);
    if (!printer.success) return [];
    const { 'printer-name': queue, 'printer-info': info, 'printer-make-and-model': model } = printer.data;
    const uri = new URL(`printers/${encodeURIComponent(queue)}`, cups).href;
    return [{ uri, name: info || queue, model }];
  });
}
