import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { MotifError } from '../errors.ts';
import { hasCode } from '../store/atomic-write.ts';
import { type CurrentCredentials, letInEitherWay } from './either-way.ts';

const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;

/** With the environment of Hono's Node adapter, which knows the client's address. */
type Fetch = Parameters<typeof getRequestListener>[0];

export interface Listener {
  readonly port: number;
  /** Ends every connection, event streams too. */
  close(): Promise<void>;
}

export interface Door {
  /** Address to listen at. */
  readonly host: string;
  readonly mostConnections: number;
  /** The longest that sending one request may take; left out: half a minute. */
  readonly requestWithinMs?: number;
  /** Lets TLS in, too, on the same port; left out: HTTP only. */
  readonly credentials?: CurrentCredentials;
  /** The setting that names the port, for messages. */
  readonly setting: string;
}

/** Only this machine can reach it. A kiosk has one page; more than a flood of connections is no customer. */
export const KIOSK_DOOR: Door = {
  host: '127.0.0.1',
  mostConnections: 1024,
  setting: '--port (MOTIF_PORT)',
};

/** @throws MotifError('port-in-use') */
export async function listen(fetch: Fetch, port: number, door: Door = KIOSK_DOOR): Promise<Listener> {
  const server = createServer(
    { headersTimeout: HEADERS_WITHIN_MS, requestTimeout: door.requestWithinMs ?? REQUEST_WITHIN_MS },
    getRequestListener(fetch),
  );
  server.maxConnections = door.mostConnections;
  const endPending = door.credentials ? letInEitherWay(server, door.credentials) : () => undefined;
  await bind(server, port, door);
  return {
    port: portOf(server),
    close: () => {
      endPending();
      return close(server);
    },
  };
}

function bind(server: Server, port: number, { host, setting }: Door): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(hasCode(cause, 'EADDRINUSE') ? portInUse(port, setting, cause) : cause),
    );
    server.listen(port, host, resolve);
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

function portInUse(port: number, setting: string, cause: unknown): MotifError {
  return new MotifError(
    'port-in-use',
    `Expected port ${port} to be free but another program is using it. ` +
      `Stop that program, or choose another port with ${setting}.`,
    { cause },
  );
}
