import type { Fold } from './fold.ts';

/** A shirt laid out by hand: pulled at the armpits, loose above the hem. */
export const SHIRT_FOLDS: readonly Fold[] = [
  { from: [98, 150], to: [186, 236], bow: 8, width: 8, height: 4.4 },
  { from: [96, 158], to: [150, 262], bow: 10, width: 7, height: 3 },
  { from: [100, 150], to: [136, 88], bow: -5, width: 7, height: 2.8 },
  { from: [302, 150], to: [220, 232], bow: -9, width: 9, height: 4.4 },
  { from: [304, 160], to: [252, 268], bow: -8, width: 7, height: 3 },
  { from: [302, 152], to: [268, 90], bow: 5, width: 7, height: 2.8 },
  { from: [124, 356], to: [170, 248], bow: 10, width: 12, height: 4.6 },
  { from: [166, 358], to: [176, 276], bow: -4, width: 9, height: 2.6 },
  { from: [226, 358], to: [212, 262], bow: 6, width: 12, height: 3.6 },
  { from: [280, 354], to: [240, 252], bow: -9, width: 11, height: 4.2 },
  { from: [44, 182], to: [94, 108], bow: 6, width: 8, height: 3.4 },
  { from: [72, 186], to: [104, 138], bow: -4, width: 6, height: 2.6 },
  { from: [354, 182], to: [308, 106], bow: -6, width: 8, height: 3.4 },
  { from: [328, 186], to: [296, 140], bow: 4, width: 6, height: 2.6 },
  { from: [150, 60], to: [128, 124], bow: 3, width: 8, height: 1.6 },
  { from: [250, 60], to: [270, 124], bow: -3, width: 8, height: 1.6 },
];
