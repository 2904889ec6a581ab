import { destination, type Logger as PinoLogger, pino } from 'pino';

/** The server's log: one JSON object a line. */
export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error'>;

/** Writes to stderr, because stdout is for results. Foreign text is a JSON string, so it cannot forge a line. */
export function openLog(level: string): PinoLogger {
  return pino({ level, base: { pid: process.pid } }, destination({ dest: 2, sync: true }));
}
