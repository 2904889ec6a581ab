import { z } from 'zod';
import { MotifError } from '../errors.ts';
import type { DocumentKind } from './document-kind.ts';
import type { TextForm } from './durable-adapter.ts';
import { sha256Of } from './sha256.ts';

/** The checksum finds what still parses but is not what was written. */
const envelopeSchema = z.object({
  version: z.int().positive(),
  sha256: z.string(),
  data: z.unknown(),
});

/** A document as JSON with its version and a checksum. @param path for messages only */
export function documentText<T>(
  path: string,
  { schema, migrations }: Pick<DocumentKind<T>, 'schema' | 'migrations'>,
): TextForm<T> {
  const version = migrations.length + 1;
  return {
    write: (data) => `${JSON.stringify({ version, sha256: checksum(data), data }, null, 2)}\n`,
    read: (text) => {
      const envelope = envelopeOf(text);
      if (envelope === null) return null;
      if (envelope.version > version) throw tooNew(path, envelope.version, version);
      const data = migrations.slice(envelope.version - 1).reduce((old, step) => step(old), envelope.data);
      return schema.safeParse(data).data ?? null;
    },
  };
}

function envelopeOf(text: string): z.infer<typeof envelopeSchema> | null {
  try {
    const envelope = envelopeSchema.parse(JSON.parse(text));
    return envelope.sha256 === checksum(envelope.data) ? envelope : null;
  } catch {
    return null;
  }
}

function checksum(data: unknown): string {
  return sha256Of(JSON.stringify(data));
}

function tooNew(path: string, received: number, known: number): MotifError {
  return new MotifError(
    'data-newer',
    `Expected ${path} in version ${known} or older but received version ${received}. ` +
      'Start the Motif that wrote it, or move the file away to begin anew.',
  );
}
