import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import { identityPath, readIdentity } from './identity.ts';

const choiceSchema = z.object({ on: z.boolean() });
const KIND: DocumentKind<z.infer<typeof choiceSchema>> = {
  schema: choiceSchema,
  initial: { on: false },
  migrations: [],
};

/** Whether the admin panel is to be reached by HTTPS. @param dir the data folder */
export async function isTlsChosen(dir: string): Promise<boolean> {
  return (await openChoice(dir)).data.on;
}

/** A running server takes it up within seconds. @param dir the data folder */
export async function chooseTls(dir: string, on: boolean): Promise<void> {
  await (await openChoice(dir)).update(() => ({ on }));
}

/** As the console asks for it. @param dir the data folder; the server may be running on it */
export async function tlsStatus(
  dir: string,
): Promise<{ readonly on: boolean; readonly fingerprint: string | null }> {
  const authority = await readIdentity(identityPath(dir, 'authority'));
  return {
    on: await isTlsChosen(dir),
    fingerprint: authority && new X509Certificate(authority.certificate).fingerprint256,
  };
}

/** Read from disk each time, because the console writes it while the server runs. */
function openChoice(dir: string) {
  return Document.open(join(dir, 'admin', 'tls.json'), KIND);
}
