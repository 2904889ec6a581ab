import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import ipp from '@sealsystems/ipp';
import { z } from 'zod';

/** A printer that speaks the protocol over a socket and does what the test says. */
export interface FakePrinter extends AsyncDisposable {
  readonly uri: string;
  /** What the printer says of itself; change it while it runs. */
  readonly attributes: Record<string, unknown>;
  /** What it was given, by number of the job from 1. */
  readonly documents: Buffer[];
  readonly jobStates: string[];
  /** Answers as many requests with these bytes instead, whatever is asked. */
  nonsense: { readonly bytes: Buffer; times: number } | null;
}

const requestSchema = z.object({
  operation: z.string(),
  'operation-attributes-tag': z.looseObject({
    'job-id': z.int().optional(),
    'document-format': z.string().optional(),
  }),
  data: z.instanceof(Buffer).optional(),
});
type Request = z.output<typeof requestSchema>;

const SUCCESS = 'successful-ok';

export async function fakePrinter(): Promise<FakePrinter> {
  const state = {
    attributes: {
      'printer-name': 'Fake',
      'printer-state': 'idle',
      'printer-state-reasons': 'none',
      'printer-is-accepting-jobs': true,
      'queued-job-count': 0,
      'document-format-supported': ['application/pdf', 'image/png'],
    } as Record<string, unknown>,
    documents: [] as Buffer[],
    jobStates: [] as string[],
    nonsense: null as FakePrinter['nonsense'],
  };
  const server = createServer(async (request, response) => {
    const asked = requestSchema.parse(ipp.parse(await bodyOf(request)));
    response.setHeader('Content-Type', 'application/ipp');
    const { nonsense } = state;
    const garbled = nonsense !== null && nonsense.times-- > 0;
    response.end(garbled ? nonsense.bytes : ipp.serialize(answerTo(asked, state)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    uri: `ipp://127.0.0.1:${port}/ipp/print`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function answerTo(request: Request, printer: Omit<FakePrinter, 'uri' | typeof Symbol.asyncDispose>) {
  const job = request['operation-attributes-tag']['job-id'] ?? 0;
  switch (request.operation) {
    case 'Get-Printer-Attributes':
    case 'CUPS-Get-Printers':
      return message(SUCCESS, { 'printer-attributes-tag': printer.attributes });
    case 'Print-Job':
      if (request['operation-attributes-tag']['document-format'] === 'image/gif')
        return message('client-error-document-format-not-supported');
      printer.documents.push(request.data ?? Buffer.alloc(0));
      printer.jobStates.push('pending');
      return jobMessage(printer.documents.length, 'pending');
    case 'Cancel-Job':
      if (printer.jobStates[job - 1] === 'completed') return message('client-error-not-possible');
      printer.jobStates[job - 1] = 'canceled';
      return message(SUCCESS);
    default: {
      const state = printer.jobStates[job - 1];
      return state === undefined ? message('client-error-not-found') : jobMessage(job, state);
    }
  }
}

const jobMessage = (id: number, state: string) =>
  message(SUCCESS, {
    'job-attributes-tag': { 'job-id': id, 'job-uri': `ipp://127.0.0.1/jobs/${id}`, 'job-state': state },
  });

const message = (statusCode: string, groups: object = {}) => ({
  version: '2.0',
  statusCode,
  id: 1,
  'operation-attributes-tag': { 'attributes-charset': 'utf-8', 'attributes-natural-language': 'en' },
  ...groups,
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
