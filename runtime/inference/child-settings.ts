import { z } from 'zod';

const childSettingsSchema = z.object({
  engineDir: z.string(),
  /** Threads for one graph; 0 takes every physical core. */
  threads: z.int().nonnegative(),
});

/** What a child is told when it is forked. */
export type ChildSettings = z.infer<typeof childSettingsSchema>;

/** @param argv the process's arguments; the first holds the settings as JSON */
export function parseChildSettings(argv: readonly string[]): ChildSettings {
  return childSettingsSchema.parse(JSON.parse(argv[0] ?? 'null'));
}
