import type { BuildEnd, DoctorReport, EngineBuild, EngineDesk } from '../../runtime/admin/engine-desk.ts';
import { MotifError } from '../../runtime/errors.ts';

/** A desk without engines, whose builds end when a test says so. */
export class FakeDesk implements EngineDesk {
  build: EngineBuild | null = null;
  report: DoctorReport = { at: '2026-01-02T03:04:05.000Z', facts: [], problems: [] };
  #end: (end: BuildEnd) => void = () => undefined;

  async look() {
    return { slots: [], precisions: ['fp32', 'int8'], problem: null };
  }

  async picture() {
    return null;
  }

  async examine() {
    return this.report;
  }

  async rebuild() {
    this.#refuseSecond();
    this.#become('running');
    const ended = new Promise<BuildEnd>((resolve) => {
      this.#end = resolve;
    });
    return { ended };
  }

  /** @param key of the engine that was made */
  end(state: EngineBuild['state'], key: string | null = null): void {
    if (this.build?.state !== 'running') return;
    this.#become(state);
    this.#end({ state, key });
  }

  cancel(): void {
    this.end('cancelled');
  }

  async rollBack() {
    this.#refuseSecond();
  }

  async close() {
    this.cancel();
  }

  #become(state: EngineBuild['state']): void {
    this.build = { state, startedAt: '2026-01-02T03:04:05.000Z', percent: null, lines: [] };
  }

  #refuseSecond(): void {
    if (this.build?.state === 'running') throw new MotifError('wrong-state', 'Expected no build to run.');
  }
}
