/** One drawing under way, as a pure state machine inside the session. */
import type { Bilingual } from '../../shared/language.ts';
import type { DesignRequest } from '../server-types.ts';
import type { PictureRef } from './round.ts';

/** What keeps the drawing waiting; each heals by itself. */
export type Trouble =
  | { readonly kind: 'gone' }
  | { readonly kind: 'warming' }
  | { readonly kind: 'queue'; readonly seconds: number }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'disk-full' }
  /** @param message what staff say to customers meanwhile, if they say anything */
  | { readonly kind: 'paused'; readonly message: Bilingual | undefined };

/** Why a drawing will not come without a touch of the customer. */
export type Failure =
  | { readonly kind: 'failed'; readonly message: Bilingual | undefined }
  | { readonly kind: 'lost' };

export interface DrawingState {
  readonly request: DesignRequest;
  /** The picture that it is to be like, or to mend. */
  readonly origin?: PictureRef;
  readonly phase: 'asking' | 'queued' | 'drawing' | 'failed';
  /** Counts how often the wish was handed in because the server forgot it. */
  readonly attempt: number;
  readonly designId?: string;
  /** Drawings of others that come first. */
  readonly ahead?: number;
  /** When it began to be drawn, and when it was last heard how long it takes: milliseconds since 1970. */
  readonly begunAt?: number;
  readonly heardAt?: number;
  readonly step?: number;
  readonly total?: number;
  readonly secondsLeft?: number;
  /** The latest preview of each picture as a data URL, empty before the first. */
  readonly previews: readonly string[];
  readonly trouble?: Trouble;
  readonly failure?: Failure;
}

export type DrawingEvent =
  | { readonly type: 'accepted'; readonly designId: string }
  | { readonly type: 'queued'; readonly ahead: number }
  | { readonly type: 'begun'; readonly at: number }
  | {
      readonly type: 'progress';
      readonly at: number;
      readonly step: number;
      readonly total: number;
      readonly secondsLeft: number | undefined;
    }
  | { readonly type: 'preview'; readonly pictures: readonly string[] }
  | { readonly type: 'trouble'; readonly trouble: Trouble }
  | { readonly type: 'well-again' }
  | { readonly type: 'lost' }
  | { readonly type: 'source-lost' }
  | { readonly type: 'failed'; readonly failure: Failure }
  /** The words are not drawn here; the customer finds other ones. */
  | { readonly type: 'refused'; readonly message: Bilingual | undefined }
  | { readonly type: 'cancelled' }
  | {
      readonly type: 'done';
      readonly designId: string;
      readonly pictures: readonly string[];
      readonly seed: number;
    };

const drawingEvents: ReadonlySet<string> = new Set<DrawingEvent['type']>([
  'accepted',
  'queued',
  'begun',
  'progress',
  'preview',
  'trouble',
  'well-again',
  'lost',
  'source-lost',
  'failed',
  'refused',
  'cancelled',
  'done',
]);

/** Tells what the server reports from what the customer does. */
export function isDrawingEvent(event: { readonly type: string }): event is DrawingEvent {
  return drawingEvents.has(event.type);
}

/** A wish forgotten this often is not handed in again without being asked. */
const MOST_ATTEMPTS = 3;

/** The drawing after one report; `done`, `refused`, `cancelled` and `source-lost` belong to the session. */
export function nextDrawing(drawing: DrawingState, event: DrawingEvent): DrawingState {
  const { trouble, ...well } = drawing;
  switch (event.type) {
    case 'accepted':
      return { ...drawing, phase: 'queued', designId: event.designId };
    case 'queued':
      return { ...drawing, phase: 'queued', ahead: event.ahead };
    case 'begun':
      return { ...drawing, phase: 'drawing', begunAt: event.at };
    case 'progress':
      return withProgress(well, event);
    case 'preview':
      return { ...well, phase: 'drawing', previews: event.pictures };
    case 'trouble':
      return { ...drawing, trouble: event.trouble };
    case 'well-again':
      // The news of a restart stays until the new drawing shows itself.
      return trouble?.kind === 'restarted' ? drawing : well;
    case 'lost':
      return afterLoss(drawing);
    case 'failed':
      return { ...well, phase: 'failed', previews: [], failure: event.failure };
    default:
      return drawing;
  }
}

function withProgress(drawing: DrawingState, event: DrawingEvent & { type: 'progress' }): DrawingState {
  const { secondsLeft: _old, ...rest } = drawing;
  const known = event.secondsLeft === undefined ? {} : { secondsLeft: event.secondsLeft };
  const { at, step, total } = event;
  return { ...rest, phase: 'drawing', begunAt: drawing.begunAt ?? at, heardAt: at, step, total, ...known };
}

function afterLoss({ request, origin, attempt }: DrawingState): DrawingState {
  const fresh = { request, ...(origin ? { origin } : {}), attempt: attempt + 1, previews: [] };
  if (attempt >= MOST_ATTEMPTS) return { ...fresh, phase: 'failed', failure: { kind: 'lost' } };
  return { ...fresh, phase: 'asking', trouble: { kind: 'restarted' } };
}
