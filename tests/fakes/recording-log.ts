import type { Logger } from '../../runtime/log.ts';

/** Keeps messages for those who want to see them. */
export function recordingLog(): { readonly log: Logger; readonly messages: string[] } {
  const messages: string[] = [];
  const note = (...parts: unknown[]) => {
    messages.push(parts.filter((part) => typeof part === 'string').join(' '));
  };
  return { log: { info: note, warn: note, error: note }, messages };
}
