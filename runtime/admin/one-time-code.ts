import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { MotifError } from '../errors.ts';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import { fingerprint, matches } from './secret.ts';

/** Without letters and digits that look alike. Ten of them are 2^49: guessing is hopeless without a limit. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const LENGTH = 10;
const VALID_MS = 24 * 3_600_000;

const codeSchema = z.object({
  code: z.object({ fingerprint: z.string(), until: z.number() }).nullable(),
});
const KIND: DocumentKind<z.infer<typeof codeSchema>> = {
  schema: codeSchema,
  initial: { code: null },
  migrations: [],
};

/**
 * Makes the code with which passwords are set: at the first start, or when they were forgotten. Whoever can
 * read the machine's console owns it. An earlier code no longer works.
 *
 * @param dir the data folder; the server may be running on it
 * @returns the code as it is read out, such as `K7QRM-2XWPA`; valid for 24 hours, once
 */
export async function issueCode(dir: string, now = Date.now()): Promise<string> {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const document = await openCode(dir);
  await document.update(() => ({ code: { fingerprint: fingerprint(letters), until: now + VALID_MS } }));
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** @throws MotifError('wrong-code') unless it is the present code; spaces, hyphens and case do not matter */
export async function checkCode(dir: string, typed: string, now = Date.now()): Promise<void> {
  const { code } = (await openCode(dir)).data;
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  if (code && code.until > now && matches(letters, code.fingerprint)) return;
  throw new MotifError(
    'wrong-code',
    'Expected the one-time code from the console of the machine but received another one. ' +
      'Codes last 24 hours; "motif admin reset-password" on the console makes a new one.',
  );
}

/** The code has served. */
export async function spendCode(dir: string): Promise<void> {
  await (await openCode(dir)).update(() => ({ code: null }));
}

/** Read from disk each time, because the console writes it while the server runs. */
function openCode(dir: string) {
  return Document.open(join(dir, 'admin', 'code.json'), KIND);
}
