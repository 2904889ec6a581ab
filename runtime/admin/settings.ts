import { join } from 'node:path';
import { z } from 'zod';
import { Document } from '../store/document.ts';
import type { DocumentKind } from '../store/document-kind.ts';
import { KEPT, retentionSchema } from './retention.ts';

const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** A line of text that a person typed; control characters are refused, not guessed. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `expected at most ${longest} characters`)
    .refine((text) => !UNPRINTABLE.test(text), 'expected text without line breaks and control characters');

const bilingual = (longest: number) => z.strictObject({ zh: line(longest), en: line(longest) });

/** What staff may say to customers while the kiosk does not draw. */
export const pauseSchema = bilingual(120);

const SHORTEST_IDLE = 30;
const LONGEST_IDLE = 300;

/** What a shop decides about its kiosk. */
export const settingsSchema = z.strictObject({
  /** Empty: the kiosk shows only its own mark. */
  shopName: bilingual(40),
  /** In which the kiosk greets. */
  language: z.enum(['zh', 'en']),
  /** Diagonal; sizes on the kiosk's page follow it. */
  screenInches: z.number().min(7).max(120),
  /** After which a kiosk without touches asks whether anybody is there; soon after it begins anew. */
  idleSeconds: z.int().min(SHORTEST_IDLE).max(LONGEST_IDLE),
  /** An order is printed only once staff have released it. */
  staffRelease: z.boolean(),
  /** Address of the printer, such as `ipp://localhost/printers/NAME`; null: files are fetched from the panel. */
  printer: z
    .url({ protocol: /^ipps?$/, error: 'expected an address such as ipp://localhost/printers/NAME' })
    .nullable(),
  retention: retentionSchema,
  /** Not null: no drawing is accepted, and this is what customers read. */
  pause: pauseSchema.nullable(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type PauseMessage = z.infer<typeof pauseSchema>;

/** Version 2 has the printer's address. */
const withoutPrinter = (settings: unknown) => ({ ...z.looseObject({}).parse(settings), printer: null });

/** Version 3 keeps the patience between 30 and 300 s. */
const withinPatience = (settings: unknown) => {
  const before = z.looseObject({ idleSeconds: z.number() }).parse(settings);
  return { ...before, idleSeconds: Math.min(LONGEST_IDLE, Math.max(SHORTEST_IDLE, before.idleSeconds)) };
};

/** Version 4 has rules for how long things are kept. */
const withRetention = (settings: unknown) => ({ ...z.looseObject({}).parse(settings), retention: KEPT });

const KIND: DocumentKind<Settings> = {
  schema: settingsSchema,
  initial: {
    shopName: { zh: '', en: '' },
    language: 'zh',
    screenInches: 23.8,
    idleSeconds: 60,
    staffRelease: false,
    printer: null,
    retention: KEPT,
    pause: null,
  },
  migrations: [withoutPrinter, withinPatience, withRetention],
};

/** @param dir the server's data folder, which this process has locked */
export function openSettings(dir: string): Promise<Document<Settings>> {
  return Document.open(join(dir, 'settings.json'), KIND);
}
