import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../../engine-build/build/manifest.ts';
import {
  activeSlot,
  previousSlot,
  readSlotState,
  type SlotState,
} from '../../engine-build/build/slots/slot-state.ts';
import { slotDir, verifySlot } from '../../engine-build/build/slots/slots.ts';
import { EngineBuildError } from '../../engine-build/errors.ts';
import type {
  BuildEnd,
  DoctorReport,
  EngineDesk,
  EngineSlot,
  EnginesView,
  GatePicture,
} from '../../runtime/admin/engine-desk.ts';
import { MotifError } from '../../runtime/errors.ts';
import { hasCode } from '../../runtime/store/atomic-write.ts';
import { estimateEngine } from '../ensure-engine.ts';
import { pictureFile } from '../gate/picture-files.ts';
import { checkRoom, roomFor } from '../room.ts';
import { rollBackSlot, slotsFolder } from '../slot-engine.ts';
import { askDoctor } from './ask-doctor.ts';
import { BuildRun } from './build-run.ts';
import { lookAtSlots } from './look.ts';
import { inTheWay, noPrevious, notEnough, oneAtATime } from './refusals.ts';

export interface DeskParts {
  readonly dataDir: string;
  /** The engine folder that the server draws with, told anew at every start. */
  readonly serving: () => string;
  /** A folder of a model, to build the first engine from. */
  readonly modelDir: string;
  /** Told when the active engine has become another one. */
  readonly onSwitched: () => void;
}

/** The engines of a kiosk whose server was started by `motif serve`. */
export class SlotDesk implements EngineDesk {
  readonly #parts: DeskParts;
  readonly #slots: string;
  readonly #checks = new Map<string, NonNullable<EngineSlot['checked']>>();
  #run: BuildRun | null = null;
  #examining: Promise<DoctorReport> | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#slots = slotsFolder(parts.dataDir);
  }

  get build() {
    return this.#run?.view ?? null;
  }

  look(): Promise<EnginesView> {
    return lookAtSlots(this.#slots, this.#parts.serving(), this.#checks);
  }

  async picture(name: EngineSlot['name'], index: number, which: GatePicture) {
    const slot = (await this.#state())[name];
    if (!slot) return null;
    try {
      return await readFile(join(slotDir(this.#slots, slot), pictureFile(index, which)));
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return null;
      throw cause;
    }
  }

  examine(): Promise<DoctorReport> {
    this.#examining ??= this.#examine().finally(() => {
      this.#examining = null;
    });
    return this.#examining;
  }

  async rebuild(precision: string): Promise<{ readonly ended: Promise<BuildEnd> }> {
    this.#checkFree();
    const state = await this.#state();
    const active = activeSlot(state);
    // A build replaces the slot that is not active, which must not be the one that is being read.
    if (active !== null && slotDir(this.#slots, active) !== this.#parts.serving()) throw inTheWay();
    const modelDir = active?.wish.modelDir ?? this.#parts.modelDir;
    const gpu = active && active.wish.target !== 'cpu' ? active.wish.target : null;
    // For a GPU it is measured against FP32 on the CPU first, which takes the most room.
    await this.#checkRoom(modelDir, gpu === null ? (precision as Precision) : 'fp32');
    this.#checkFree();
    const target = ['--target', gpu ?? 'cpu'];
    const wish = ['--model', modelDir, '--precision', precision, ...target];
    const run = new BuildRun(['provision', '--data', this.#parts.dataDir, ...wish, '--json']);
    this.#run = run;
    return { ended: this.#endOf(run, active?.folder) };
  }

  async #endOf(run: BuildRun, folder: string | undefined): Promise<BuildEnd> {
    const state = await run.ended;
    if (state !== 'done') return { state, key: null };
    const now = activeSlot(await this.#state());
    if (now?.folder !== folder) this.#parts.onSwitched();
    return { state, key: now?.key ?? null };
  }

  cancel(): void {
    this.#run?.cancel();
  }

  async rollBack(): Promise<void> {
    this.#checkFree();
    const state = await this.#state();
    if (previousSlot(state) === null) throw noPrevious();
    try {
      await rollBackSlot(this.#parts.dataDir);
    } catch (error) {
      throw asRefusal(error);
    }
    this.#parts.onSwitched();
  }

  async close(): Promise<void> {
    this.#run?.cancel();
    await this.#run?.ended;
  }

  #checkFree(): void {
    if (this.build?.state === 'running') throw oneAtATime();
  }

  async #examine(): Promise<DoctorReport> {
    const state = await this.#state().catch(() => null);
    for (const slot of [state?.a, state?.b]) {
      if (!slot) continue;
      const { problem } = await verifySlot(this.#slots, slot);
      this.#checks.set(slot.folder, { at: new Date().toISOString(), problem });
    }
    const active = state && activeSlot(state);
    return askDoctor(this.#parts.dataDir, active?.wish.modelDir ?? null);
  }

  async #state(): Promise<SlotState> {
    try {
      return await readSlotState(this.#slots);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** The builder checks again; asked here, the person hears it at once. */
  async #checkRoom(modelDir: string, precision: Precision): Promise<void> {
    try {
      const asked = { modelDir, dataDir: this.#parts.dataDir, backend: 'cpu', precision } as const;
      checkRoom(this.#slots, await estimateEngine(asked), await roomFor(this.#slots));
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

function asRefusal(error: unknown): unknown {
  return error instanceof EngineBuildError || error instanceof MotifError ? notEnough(error.message) : error;
}
