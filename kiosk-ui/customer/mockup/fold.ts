/** One fold of soft cloth: a ridge along a bowed line, steep on one side and gentle on the other. */
export interface Fold {
  /** Where it begins, mostly where the cloth is held, and where it dies out. */
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** How far its middle lies off the straight line, to the right of the way along it. */
  readonly bow: number;
  /** Reach of its gentle side; the steep one reaches less than half as far. */
  readonly width: number;
  /** Of its crest; below 0 it is a crease. */
  readonly height: number;
}

const STEEP = 0.45;
/** Folds rise quickly where they begin and fade slowly: below 1 moves the highest point to the beginning. */
const RISE = 0.55;

/** Farther off than this many reaches a fold lifts the cloth by less than a thousandth of its height. */
const GONE = 2.7;

/** How high a fold lifts the cloth at each point; made once a fold, called for tens of thousands of points. */
export function ridge({ from, to, bow, width, height }: Fold): (x: number, y: number) => number {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  return (x, y) => {
    const along = ((x - from[0]) * dx + (y - from[1]) * dy) / length;
    if (along <= 0 || along >= 1) return 0;
    const off = (y - from[1]) * dx - (x - from[0]) * dy - bow * 4 * along * (1 - along);
    const reaches = off / (off < 0 ? width * STEEP : width);
    if (reaches < -GONE || reaches > GONE) return 0;
    return height * Math.sin(Math.PI * along ** RISE) * Math.exp(-reaches * reaches);
  };
}
