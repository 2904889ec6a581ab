import type { ConfigOptions } from './config.ts';
import { type RunningServer, start } from './start.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Serves until the process is told to stop, then shuts down in order. A second signal ends the process at
 * once.
 *
 * @param onListening told of the address as soon as the page can be opened
 * @throws MotifError when the server cannot be started
 */
export async function serveUntilSignal(
  options: ConfigOptions,
  onListening: (server: RunningServer) => void = () => undefined,
): Promise<void> {
  const stop = nextSignal();
  await using server = await start(options);
  onListening(server);
  await stop;
}

/** Listens from the start, so that a signal during start-up is not lost. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let told = false;
    for (const name of SIGNALS) {
      process.on(name, () => {
        if (told) process.exit(1);
        told = true;
        resolve(name);
      });
    }
  });
}
