import type { ErrorCode } from '../errors.ts';
import type { Bilingual } from '../products/bilingual.ts';

/** Life of a job: queued → drawing → done | failed | cancelled. The last three are terminal. */
export type DesignState = 'queued' | 'drawing' | 'done' | 'failed' | 'cancelled';

export type GuidancePreset = 'free' | 'balanced' | 'exact';
export type StepsPreset = 'quick' | 'fine';

/** A picture that new designs start from. */
export interface SourcePicture {
  readonly designId: string;
  /** Index among the design's pictures, from 0. */
  readonly picture: number;
  /** (0, 1]: how far the new designs may leave it; 1 keeps nothing. */
  readonly strength: number;
}

/** What a customer asked for, with every choice made. */
export interface Wish {
  readonly product: string;
  readonly prompt: string;
  /** Null: the model's own default. */
  readonly negative: string | null;
  readonly style: string | null;
  readonly count: number;
  /** Picture i is drawn from seed + i (mod 2^32). */
  readonly seed: number;
  readonly preset: { readonly guidance: GuidancePreset; readonly steps: StepsPreset };
  readonly from: SourcePicture | null;
}

export interface DesignPicture {
  readonly url: string;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
}

/** A failure in the customer's words; `message` is English. */
export interface DesignError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly messageZh: string;
}

/** A job as clients see it. */
export interface DesignView extends Wish {
  readonly id: string;
  readonly state: DesignState;
  /** Jobs that will be drawn before this one; 0 once it is being drawn. */
  readonly ahead: number;
  readonly progress: { readonly step: number; readonly total: number } | null;
  /** Until the pictures are there, measured on this machine; null when nothing was measured or nothing is left. */
  readonly secondsLeft: number | null;
  /** Empty until the job is done. */
  readonly pictures: readonly DesignPicture[];
  readonly error: DesignError | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** Payload of each server-sent event, by event name. */
export interface DesignEvents {
  state: {
    readonly state: DesignState;
    readonly ahead: number;
    readonly secondsLeft: number | null;
  };
  progress: { readonly step: number; readonly total: number; readonly secondsLeft: number | null };
  /** Data URLs, one per picture, one pixel per latent: to be scaled up by the page. */
  preview: { readonly step: number; readonly pictures: readonly string[] };
  done: DesignView;
  failed: { readonly code: ErrorCode; readonly message: Bilingual };
  cancelled: { readonly state: 'cancelled' };
}

export type DesignEventName = keyof DesignEvents;

/** True for the states that a job never leaves. */
export function isTerminal(state: DesignState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
