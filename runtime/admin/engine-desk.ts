import type { Manifest } from '../../engine-build/build/manifest.ts';

/** What a full quality gate found, layer by layer and step by step. Errors are shares, not percent. */
export interface GateDetails {
  /** Each layer's error when it alone is quantised, worst first. */
  readonly layers: readonly { readonly layer: string; readonly error: number }[];
  readonly steps: readonly {
    readonly step: number;
    readonly meanError: number;
    readonly worstError: number;
  }[];
  readonly pictures: readonly {
    readonly prompt: string;
    readonly seed: number;
    readonly psnrDb: number;
    readonly ssim: number;
  }[];
}

/** What a gate compared: FP32's picture, the engine's, and how they differ, eight times as strong. */
export type GatePicture = 'reference' | 'engine' | 'difference';

/** One of a kiosk's two engines. */
export interface EngineSlot {
  readonly name: 'a' | 'b';
  /** The one that the next start serves from. */
  readonly active: boolean;
  /** The one that this server draws with. */
  readonly serving: boolean;
  /** ISO 8601. */
  readonly builtAt: string;
  readonly key: string;
  readonly manifestSha256: string;
  /** `cpu`, or a GPU generation such as `sm89`, and the compute capability that it means. */
  readonly target: string;
  readonly computeCapability: string | null;
  /** Null where the manifest cannot be read. */
  readonly model: Manifest['model'] | null;
  readonly precision: string;
  readonly backend: string | null;
  readonly library: string | null;
  /** Such as `512 × 512`. */
  readonly sizes: readonly string[];
  readonly bytes: number;
  /** By part of the model: what it takes on the disk. */
  readonly parts: readonly { readonly name: string; readonly bytes: number; readonly files: number }[];
  readonly gate: NonNullable<Manifest['gate']> | null;
  readonly gateDetails: GateDetails | null;
  /** Of how many of the details' pictures there are pictures to look at, from the first on. */
  readonly gatePictures: number;
  /** Of the last check of every file; null before the first since the server started. */
  readonly checked: { readonly at: string; readonly problem: string | null } | null;
}

/** A build that runs or has run since the server started. */
export interface EngineBuild {
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly startedAt: string;
  /** Of the weights; null where that is not known. */
  readonly percent: number | null;
  /** What the builder said, oldest first, and the last thing it said where it failed. */
  readonly lines: readonly string[];
}

/** How a build ended. */
export interface BuildEnd {
  readonly state: EngineBuild['state'];
  /** Of the engine that it made; null where it made none. */
  readonly key: string | null;
}

export interface EnginesView {
  readonly slots: readonly EngineSlot[];
  /** Precisions this machine's engine may be built in. */
  readonly precisions: readonly string[];
  /** Why the slots cannot be understood. */
  readonly problem: string | null;
}

/** What `motif doctor` says. */
export interface DoctorReport {
  readonly at: string;
  readonly facts: readonly string[];
  readonly problems: readonly string[];
}

/** What a technician can do with a kiosk's engines. Those who can build them offer it to the server. */
export interface EngineDesk {
  readonly build: EngineBuild | null;
  look(): Promise<EnginesView>;
  /** PNG; null where there is none. @param index of the gate's pictures */
  picture(
    slot: EngineSlot['name'],
    index: number,
    which: GatePicture,
  ): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Verifies every file of both engines, and has the machine examined. Takes a while. */
  examine(): Promise<DoctorReport>;
  /**
   * Starts a build beside the server.
   *
   * @throws MotifError('wrong-state') while one runs or the engine in use would be in its way, and where disk or
   *   memory are short
   */
  rebuild(precision: string): Promise<{ readonly ended: Promise<BuildEnd> }>;
  /** Ends a build; what it finished is used by the next. */
  cancel(): void;
  /** Makes the engine before the active one; it is verified first. @throws MotifError('wrong-state') */
  rollBack(): Promise<void>;
  close(): Promise<void>;
}
