import type { ConfigOptions } from './config.ts';
import { type RunningServer, type StartParts, start } from './start.ts';

/** npm and a terminal both pass on one Ctrl-C; what follows this quickly is the same wish. */
const SAME_WISH_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Serves until the process is told to stop, then shuts down in order. A second signal ends the process at
 * once.
 *
 * @param options asked anew at every start where they are a function: the engine may have become another one
 * @param onListening told of the address as soon as the page can be opened
 * @throws MotifError when the server cannot be started
 */
export async function serveUntilSignal(
  options: ConfigOptions | (() => Promise<ConfigOptions>),
  onListening: (server: RunningServer) => void = () => undefined,
  parts: StartParts = {},
): Promise<void> {
  const stop = nextSignal();
  let tell = onListening;
  for (;;) {
    const settings = typeof options === 'function' ? await options() : options;
    await using server = await start(settings, parts);
    tell(server);
    tell = () => undefined;
    const goesOn = await Promise.race([stop.then(() => false), server.restartWanted.then(() => true)]);
    // A service manager starts the process anew, and must not take this one's goodbye for the end.
    if (!goesOn || process.env.NOTIFY_SOCKET !== undefined) return;
  }
}

/** Listens from the start, so that a signal during start-up is not lost. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let toldAt: number | null = null;
    const stop = (signal: NodeJS.Signals) => {
      if (toldAt !== null && performance.now() - toldAt > SAME_WISH_MS) process.exit(1);
      toldAt ??= performance.now();
      resolve(signal);
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
}
