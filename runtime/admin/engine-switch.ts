import type { DesignJobs } from '../jobs/design-jobs.ts';

const LOOK_EVERY_MS = 500;

export interface SwitchParts {
  readonly queue: () => DesignJobs['queue'];
  /** Ends this server so that it starts anew. */
  readonly restart: () => void;
  readonly everyMs?: number;
}

export interface EngineSwitch {
  /** Asks for a new start with the engine that is active by then. */
  readonly want: () => void;
  readonly isWanted: () => boolean;
  readonly close: () => void;
}

/** Starts the server anew once nobody's drawing would be lost: none is drawn and none waits. */
export function switchWhenIdle({ queue, restart, everyMs = LOOK_EVERY_MS }: SwitchParts): EngineSwitch {
  let timer: NodeJS.Timeout | null = null;
  const close = () => {
    if (timer) clearInterval(timer);
  };
  const look = () => {
    const { drawing, waiting } = queue();
    if (drawing || waiting > 0) return;
    close();
    restart();
  };
  const want = () => {
    timer ??= setInterval(look, everyMs);
  };
  return { want, isWanted: () => timer !== null, close };
}
