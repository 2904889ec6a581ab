import type { Screen } from '../../shared/journey.ts';
import type { Language } from '../../shared/language.ts';
import type { Preset } from '../server-types.ts';
import type { DrawingEvent } from './drawing-state.ts';
import type { Ease } from './ease.ts';
import type { OrderEvent } from './order-state.ts';
import type { PictureRef } from './round.ts';

/** How near "more like this" stays to the picture. */
export type Closeness = 'close' | 'alike' | 'free';

/**
 * What helps a picture that went wrong: the same with artefacts named as unwanted, more obedience to the
 * words, or other noise.
 */
export type Remedy = 'clean' | 'closer' | 'afresh';

/** Everything that can happen to a session: what fingers do, and what the server says. */
export type SessionEvent =
  /** The first touch: it only wakes the kiosk. */
  | { readonly type: 'wake' }
  | { readonly type: 'language'; readonly language: Language; readonly prompt?: string }
  | { readonly type: 'ease'; readonly ease: Ease }
  | { readonly type: 'product'; readonly product: string }
  /**
   * @param chips those whose words are in the prompt; as they were where left out
   * @param product the one that the words have just named
   */
  | {
      readonly type: 'prompt';
      readonly prompt: string;
      readonly chips?: readonly string[];
      readonly product?: string;
    }
  | { readonly type: 'style'; readonly style: string | undefined }
  | { readonly type: 'preset'; readonly preset: Partial<Preset> }
  | { readonly type: 'draw' }
  | { readonly type: 'again' }
  | { readonly type: 'choose'; readonly picture: number }
  | { readonly type: 'compare'; readonly with: PictureRef | undefined }
  | { readonly type: 'more-like-this'; readonly closeness?: Closeness }
  /** Back to the words, of which the next drawing changes nothing but the words. */
  | { readonly type: 'change-words' }
  /** The next drawing is free to be composed anew. */
  | { readonly type: 'compose-anew' }
  /** @param guided whether the model heeds negatives and guidance; one that does not only reseeds */
  | { readonly type: 'fix'; readonly remedy: Remedy; readonly guided: boolean }
  | { readonly type: 'undo' }
  | { readonly type: 'show-round'; readonly round: number }
  | { readonly type: 'go'; readonly screen: Screen }
  | { readonly type: 'back' }
  | { readonly type: 'cancel' }
  | { readonly type: 'pictures-lost'; readonly designId: string }
  /** The customer stays but begins anew. */
  | { readonly type: 'start-over' }
  /** The customer has left, or holds the ticket. @param language the shop's own */
  | { readonly type: 'idle' | 'ticket-done'; readonly language: Language }
  | DrawingEvent
  | OrderEvent;
