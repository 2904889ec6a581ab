import { hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes, one lane: the minimum of OWASP's Password Storage Cheat Sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let turn: Promise<unknown> = Promise.resolve();

/** One hash at a time, so that a flood of guesses costs one core and 19 MiB, not the machine. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

/** The hash as a PHC string, with its salt and costs. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), COST));
}

/** Whether this is the password that was hashed. */
export function isPassword(password: string, hashed: string): Promise<boolean> {
  return inTurn(() => verify(hashed, password.normalize('NFC')));
}
