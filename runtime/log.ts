import { destination, type Logger as PinoLogger, pino } from 'pino';
import { onOneLine } from './one-line.ts';

/** The server's log: one JSON object a line. */
export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error'>;

/** Where lines are kept beside stderr. */
export interface LogKeeper {
  write(line: string): void;
}

/**
 * Writes to stderr, because stdout is for results. Foreign text is a JSON string and its line ends of every
 * script are escaped, so it cannot forge a line.
 */
export function openLog(level: string, keeper?: LogKeeper): PinoLogger {
  const stderr = destination({ dest: 2, sync: true });
  const write = (line: string) => {
    stderr.write(line);
    keep(keeper, line);
  };
  return pino({ level, base: { pid: process.pid }, hooks: { streamWrite: onOneLine } }, { write });
}

/** A full disk must not stop the shop: stderr still has the line. */
function keep(keeper: LogKeeper | undefined, line: string): void {
  try {
    keeper?.write(line);
  } catch {
    // The disk's state is shown on the health page.
  }
}
