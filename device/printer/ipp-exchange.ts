import ipp from '@sealsystems/ipp';
import { z } from 'zod';

/** Why a printer could not be asked, or did not do as it was asked. */
export class PrinterError extends Error {
  readonly code: 'unreachable' | 'refused';

  constructor(code: PrinterError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PrinterError';
    this.code = code;
  }
}

export type Attributes = Readonly<Record<string, unknown>>;

export interface IppRequest {
  readonly operation: string;
  readonly attributes?: Attributes;
  readonly jobAttributes?: Attributes;
  /** What is printed, after the message. */
  readonly document?: Uint8Array;
}

export interface IppAnswer {
  readonly printers: readonly Attributes[];
  readonly jobs: readonly Attributes[];
}

/** A printer on the network may be asleep. */
const ANSWER_MS = 10_000;
const DEFAULT_PORT = '631';

const attributes = z.record(z.string(), z.unknown());
/** The library gives a lone group as an object and several as an array. */
const groups = z
  .union([attributes.transform((one) => [one]), z.array(attributes)])
  .optional()
  .transform((some) => some ?? []);
const answerSchema = z
  .object({
    statusCode: z.string(),
    'operation-attributes-tag': attributes.optional(),
    'printer-attributes-tag': groups,
    'job-attributes-tag': groups,
  })
  .transform((raw) => ({
    status: raw.statusCode,
    message: raw['operation-attributes-tag']?.['status-message'],
    printers: raw['printer-attributes-tag'],
    jobs: raw['job-attributes-tag'],
  }));

/**
 * Sends one request of the Internet Printing Protocol (RFC 8010, RFC 8011) and waits for its answer.
 *
 * @param uri `ipp://host[:631]/path`, or `ipps:`, `http:`, `https:`
 * @throws PrinterError unreachable, refused; with the printer's own words where it gave some
 */
export async function exchange(uri: string, request: IppRequest): Promise<IppAnswer> {
  const bytes = await send(uri, messageOf(uri, request));
  const { status, message, ...answer } = readAnswer(uri, bytes);
  if (status.startsWith('successful')) return answer;
  const words = typeof message === 'string' ? ` (${message})` : '';
  throw new PrinterError(
    'refused',
    `Expected ${uri} to do ${request.operation} but received ${status}${words}. Look at the printer's own display.`,
  );
}

function messageOf(uri: string, { operation, attributes, jobAttributes, document }: IppRequest): Uint8Array {
  const head = ipp.serialize({
    version: '2.0',
    operation,
    id: 1,
    'operation-attributes-tag': {
      'attributes-charset': 'utf-8',
      'attributes-natural-language': 'en',
      'printer-uri': uri,
      'requesting-user-name': 'motif',
      ...attributes,
    },
    ...(jobAttributes ? { 'job-attributes-tag': jobAttributes } : {}),
  });
  return document ? Buffer.concat([head, document]) : head;
}

async function send(uri: string, body: Uint8Array): Promise<Buffer> {
  try {
    const answer = await fetch(httpOf(uri), {
      method: 'POST',
      headers: { 'Content-Type': 'application/ipp' },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!answer.ok) throw new Error(`HTTP status ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (cause) {
    throw new PrinterError(
      'unreachable',
      `Expected the printer ${uri} to answer but received: ${reasonOf(cause)}. Switch it on and check its cable.`,
      { cause },
    );
  }
}

/** IPP travels over HTTP, on a port of its own (RFC 3510). */
function httpOf(uri: string): string {
  const url = new URL(uri);
  const secure = url.protocol === 'ipps:' || url.protocol === 'https:';
  const port = url.port || (url.protocol.startsWith('ipp') ? DEFAULT_PORT : '');
  return `${secure ? 'https' : 'http'}://${url.hostname}${port && `:${port}`}${url.pathname}`;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}

function readAnswer(uri: string, bytes: Buffer): z.output<typeof answerSchema> {
  try {
    return answerSchema.parse(ipp.parse(bytes));
  } catch (cause) {
    throw new PrinterError(
      'unreachable',
      `Expected an IPP answer from ${uri} but received something else. Check the printer's address.`,
      { cause },
    );
  }
}
