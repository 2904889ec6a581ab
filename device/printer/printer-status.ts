import { z } from 'zod';
import { type Attributes, exchange } from './ipp-exchange.ts';

/** Something that is used up or fills up: ink, toner, ribbon, waste tank. */
export interface Supply {
  readonly name: string;
  /** 0 to 100: what is left, or for a waste tank what is still free; null where the printer does not say. */
  readonly percentLeft: number | null;
}

/** How a printer is, as it says itself (RFC 8011 §5.4). */
export interface PrinterStatus {
  readonly name: string;
  readonly state: 'idle' | 'processing' | 'stopped';
  /** Keywords without their severity, such as `media-empty`; those that stop it first. */
  readonly reasons: readonly PrinterReason[];
  readonly accepting: boolean;
  /** Jobs that it has not printed yet. */
  readonly queued: number;
  readonly supplies: readonly Supply[];
  /** MIME types. */
  readonly formats: readonly string[];
}

export interface PrinterReason {
  readonly keyword: string;
  /** A report is only a hint, an error stops the printer. */
  readonly severity: 'error' | 'warning' | 'report';
}

const WANTED = [
  'printer-name',
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'queued-job-count',
  'document-format-supported',
  'marker-names',
  'marker-types',
  'marker-levels',
  'printer-supply',
  'printer-supply-description',
];
const SEVERITIES = ['error', 'warning', 'report'] as const;

const listOf = <T extends z.ZodType>(item: T) =>
  z
    .union([item.transform((one) => [one]), z.array(item)])
    .optional()
    .transform((some) => some ?? []);
const statusSchema = z.object({
  'printer-name': z.string(),
  'printer-state': z.enum(['idle', 'processing', 'stopped']),
  'printer-state-reasons': listOf(z.string()),
  'printer-is-accepting-jobs': z.boolean().default(true),
  'queued-job-count': z.int().default(0),
  'document-format-supported': listOf(z.string()),
  'marker-names': listOf(z.string()),
  'marker-types': listOf(z.string()),
  'marker-levels': listOf(z.int()),
  'printer-supply': listOf(z.string()),
  'printer-supply-description': listOf(z.string()),
});
type RawStatus = z.output<typeof statusSchema>;

/**
 * Asks a printer how it is.
 *
 * @param uri as for `exchange`; a CUPS queue is `ipp://localhost/printers/NAME`
 * @throws PrinterError unreachable, refused
 */
export async function printerStatus(uri: string): Promise<PrinterStatus> {
  const { printers } = await exchange(uri, {
    operation: 'Get-Printer-Attributes',
    attributes: { 'requested-attributes': WANTED },
  });
  return statusOf(printers[0] ?? {});
}

/** @throws z.ZodError where the attributes are not a printer's */
export function statusOf(attributes: Attributes): PrinterStatus {
  const raw = statusSchema.parse(attributes);
  return {
    name: raw['printer-name'],
    state: raw['printer-state'],
    reasons: raw['printer-state-reasons']
      .filter((reason) => reason !== 'none')
      .map(reasonOf)
      .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    accepting: raw['printer-is-accepting-jobs'],
    queued: raw['queued-job-count'],
    supplies: raw['marker-names'].length > 0 ? markersOf(raw) : suppliesOf(raw),
    formats: raw['document-format-supported'],
  };
}

/** `media-empty-error` and the like; a keyword without an ending counts as an error (RFC 8011 §5.4.12). */
function reasonOf(text: string): PrinterReason {
  const severity = SEVERITIES.find((ending) => text.endsWith(`-${ending}`));
  return severity
    ? { keyword: text.slice(0, -severity.length - 1), severity }
    : { keyword: text, severity: 'error' };
}

/** CUPS and most printers: three lists side by side (PWG 5100.13); negative levels mean unknown. */
function markersOf(raw: RawStatus): Supply[] {
  return raw['marker-names'].map((name, i) =>
    supply(name, raw['marker-levels'][i] ?? -1, isWaste(raw['marker-types'][i] ?? '')),
  );
}

/** IPP Everywhere: `index=1;type=toner;level=75;…` each, and a name beside it (PWG 5100.13 §6.6.71). */
function suppliesOf(raw: RawStatus): Supply[] {
  return raw['printer-supply'].map((text, i) => {
    const fields = new Map(text.split(';').map((field) => splitOnce(field)));
    const level = Number(fields.get('level') ?? -1);
    const most = Number(fields.get('maxcapacity') ?? 100);
    const percent = most > 0 && level >= 0 ? Math.round((100 * level) / most) : -1;
    const name = raw['printer-supply-description'][i] ?? fields.get('type') ?? '';
    return supply(name, percent, isWaste(fields.get('type') ?? ''));
  });
}

function splitOnce(field: string): [string, string] {
  const at = field.indexOf('=');
  return [field.slice(0, at).toLowerCase(), field.slice(at + 1)];
}

const isWaste = (type: string) => /waste/i.test(type);

function supply(name: string, percent: number, waste: boolean): Supply {
  if (percent < 0 || percent > 100) return { name, percentLeft: null };
  return { name, percentLeft: waste ? 100 - percent : percent };
}
