import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';

/** The content type of a TLS handshake (RFC 8446, 5.1); no HTTP request begins with it. */
const HANDSHAKE = 0x16;
const FIRST_BYTE_WITHIN_MS = 10_000;
const HANDSHAKE_WITHIN_MS = 10_000;

/** Key and certificates; another object when they were renewed. */
export type CurrentCredentials = () => Pick<TlsOptions, 'key' | 'cert'> | null;

/**
 * Lets a server that listens for HTTP take TLS on the same port: which of both comes is seen by its first byte.
 * Renewed certificates are used from the next connection on.
 *
 * @param credentials null: connections with TLS are closed
 * @returns ends the connections that have not said anything whole yet
 */
export function letInEitherWay(server: Server, credentials: CurrentCredentials): () => void {
  const take = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  const pass = (socket: Socket) => {
    for (const listener of take) listener.call(server, socket);
  };
  const pending = new Set<Socket>();
  const handshakes = handshakeServer(pass);
  let used: ReturnType<CurrentCredentials> = null;
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    pending.add(socket);
    socket.once('close', () => pending.delete(socket));
    onFirstByte(socket, (byte) => {
      if (byte !== HANDSHAKE) {
        pending.delete(socket);
        return pass(socket);
      }
      const now = credentials();
      if (now === null) return socket.destroy();
      if (now !== used) handshakes.setSecureContext({ ...now, ...STRENGTH });
      used = now;
      handshakes.emit('connection', socket);
    });
  });
  return () => {
    for (const socket of pending) socket.destroy();
  };
}

const STRENGTH = { minVersion: 'TLSv1.2' } as const;

function handshakeServer(pass: (socket: Socket) => void) {
  return createServer(
    { handshakeTimeout: HANDSHAKE_WITHIN_MS, ALPNProtocols: ['http/1.1'], ...STRENGTH },
    pass,
  ).on('tlsClientError', (_failure, socket) => socket.destroy());
}

/** The byte stays in the socket, for whoever reads it next. */
function onFirstByte(socket: Socket, told: (byte: number) => unknown): void {
  const end = () => socket.destroy();
  socket.on('error', end);
  socket.setTimeout(FIRST_BYTE_WITHIN_MS, end);
  const look = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    socket.off('readable', look).off('timeout', end).off('error', end);
    socket.setTimeout(0);
    socket.unshift(chunk);
    told(chunk[0] ?? 0);
  };
  socket.on('readable', look);
}
