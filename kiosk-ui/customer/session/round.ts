/** What has been drawn for the customer. */
import type { DesignRequest } from '../server-types.ts';

/** One picture of one round, by names that stay true when other rounds go. */
export interface PictureRef {
  readonly designId: string;
  /** Index among the four. */
  readonly picture: number;
}

/** Four finished designs and what was asked for to get them. */
export interface Round {
  readonly designId: string;
  readonly request: DesignRequest;
  readonly pictures: readonly string[];
  /** Picture i was drawn from seed + i. */
  readonly seed: number;
  /** The picture that this round was to be like, or to mend. */
  readonly origin?: PictureRef;
}

/** Whether two references mean the same picture. */
export function isSamePicture(a: PictureRef | undefined, b: PictureRef | undefined): boolean {
  return a?.designId === b?.designId && a?.picture === b?.picture;
}
