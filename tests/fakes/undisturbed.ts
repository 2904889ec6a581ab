/**
 * Measures until one round is as it should be, at most so many times: what is the program's own fault shows in
 * every round, what shows in some was a neighbour on the machine.
 *
 * @returns what the first good round gave, or else the last one
 */
export async function undisturbed<T>(
  rounds: number,
  measure: () => Promise<T>,
  isGood: (value: T) => boolean,
): Promise<T> {
  let value = await measure();
  for (let round = 1; round < rounds && !isGood(value); round += 1) value = await measure();
  return value;
}
