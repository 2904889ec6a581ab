import { execFile } from 'node:child_process';

/** One message to the service manager, e.g. `{ READY: '1', STATUS: 'Draws' }`. */
export type Notice = Readonly<Record<string, string>>;

/** Sends a notice; false when it did not arrive. Never rejects: nobody's work ends because of it. */
export type Notify = (notice: Notice) => Promise<boolean>;

/** What systemd asks of the service it has started. */
export interface ServiceManager {
  readonly notify: Notify;
  /** `WATCHDOG=1` must come at least this often; null where no watchdog is set for this process. */
  readonly watchdogMs: number | null;
}

const PROGRAM = 'systemd-notify';
/** systemd-notify returns when the manager has taken the message, which is a matter of milliseconds. */
const TIMEOUT_MS = 5_000;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The manager that started this process, by `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`; null where
 * there is none. Node has no datagram sockets of the unix family, so systemd's own program sends the messages;
 * the unit must say `NotifyAccess=all`.
 */
export function serviceManager(env: Env): ServiceManager | null {
  if (!env.NOTIFY_SOCKET) return null;
  const mine = env.WATCHDOG_PID === undefined || env.WATCHDOG_PID === String(process.pid);
  const micros = Number(env.WATCHDOG_USEC ?? 0);
  return { notify, watchdogMs: mine && micros > 0 ? micros / 1000 : null };
}

const notify: Notify = (notice) =>
  new Promise((resolve) => {
    const words = Object.entries(notice).map(([name, value]) => `${name}=${oneLine(value)}`);
    execFile(PROGRAM, words, { timeout: TIMEOUT_MS }, (error) => resolve(error === null));
  });

/** A line break would begin another assignment. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
