/**
 * Ridge regression `targets ≈ samples · W` by the normal equations: `(SᵀS + λI) W = SᵀT`.
 *
 * @param samples rows of equal width n; add a constant 1 for a bias
 * @param targets one row of width m for each sample
 * @param ridge λ > 0, keeps the solution defined when columns depend on each other
 * @returns W as n rows of width m
 */
export function leastSquares(
  samples: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  ridge: number,
): number[][] {
  const width = samples[0]?.length ?? 0;
  const outputs = targets[0]?.length ?? 0;
  const system = Array.from({ length: width }, (_, i) => {
    const row = new Array<number>(width + outputs).fill(0);
    row[i] = ridge;
    return row;
  });
  samples.forEach((sample, k) => {
    accumulate(system, sample, targets[k] ?? []);
  });
  eliminate(system);
  return system.map((row) => row.slice(width));
}

/** Adds one sample's share to the augmented matrix [SᵀS | SᵀT]. */
function accumulate(system: number[][], sample: readonly number[], target: readonly number[]): void {
  const combined = [...sample, ...target];
  system.forEach((row, i) => {
    const factor = sample[i] ?? 0;
    combined.forEach((value, j) => {
      row[j] = (row[j] ?? 0) + factor * value;
    });
  });
}

/** Gauss–Jordan elimination in place. No pivoting: the matrix is symmetric positive definite. */
function eliminate(system: number[][]): void {
  system.forEach((pivotRow, column) => {
    const pivot = pivotRow[column] ?? 1;
    pivotRow.forEach((value, j) => {
      pivotRow[j] = value / pivot;
    });
    for (const row of system) {
      const factor = row === pivotRow ? 0 : (row[column] ?? 0);
      if (factor !== 0) {
        pivotRow.forEach((value, j) => {
          row[j] = (row[j] ?? 0) - factor * value;
        });
      }
    }
  });
}
