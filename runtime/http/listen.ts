import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { MotifError } from '../errors.ts';
import { hasCode } from '../store/atomic-write.ts';

/** Only this machine can reach it. */
const LOOPBACK = '127.0.0.1';
/** A kiosk has one page; more than a flood of these is no customer. */
const MOST_CONNECTIONS = 1024;
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;

export interface Listener {
  readonly port: number;
  /** Ends every connection, event streams too. */
  close(): Promise<void>;
}

/** @throws MotifError('port-in-use') */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<Listener> {
  const server = createServer(
    { headersTimeout: HEADERS_WITHIN_MS, requestTimeout: REQUEST_WITHIN_MS },
    getRequestListener(fetch),
  );
  server.maxConnections = MOST_CONNECTIONS;
  await bind(server, port);
  return { port: portOf(server), close: () => close(server) };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(hasCode(cause, 'EADDRINUSE') ? portInUse(port, cause) : cause));
    server.listen(port, LOOPBACK, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function portInUse(port: number, cause: unknown): MotifError {
  return new MotifError(
    'port-in-use',
    `Expected port ${port} to be free but another program is using it. ` +
      'Stop that program, or choose another port with --port (MOTIF_PORT).',
    { cause },
  );
}
