import { screens as journey } from '../../shared/journey.ts';

/** Screens that a visit can reach: all but the one that waits for it. */
export type Screen = Exclude<(typeof journey)[number], 'attract'>;
export const screens = journey.filter((screen): screen is Screen => screen !== 'attract');
