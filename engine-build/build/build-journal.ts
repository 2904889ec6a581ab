import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeDurably } from './durable-write.ts';
import { jsonOrUndefined } from './json-text.ts';
import { fileSchema } from './manifest.ts';
import { findDamage } from './verify-files.ts';

const journalSchema = z.record(z.string(), z.object({ files: z.array(fileSchema), result: z.unknown() }));
type Journal = z.infer<typeof journalSchema>;
type Files = Journal[string]['files'];

/** The finished steps of a build, on the disk before the next step begins. */
export class BuildJournal {
  readonly #path: string;
  readonly #steps: Journal;

  private constructor(path: string, steps: Journal) {
    this.#path = path;
    this.#steps = steps;
  }

  /** A journal that cannot be read counts as empty: then every step is done again. */
  static async open(path: string): Promise<BuildJournal> {
    const text = await readFile(path, 'utf8').catch(() => '{}');
    const parsed = journalSchema.safeParse(jsonOrUndefined(text));
    return new BuildJournal(path, parsed.success ? parsed.data : {});
  }

  /** What a step left, when it was finished and its files in `dir` are still what they were; else null. */
  async finished<T>(
    name: string,
    schema: z.ZodType<T>,
    dir: string,
  ): Promise<{ readonly files: Files; readonly result: T } | null> {
    const step = this.#steps[name];
    const result = schema.safeParse(step?.result);
    if (!step || !result.success) return null;
    return (await findDamage(dir, step.files)) === null ? { files: step.files, result: result.data } : null;
  }

  async finish(name: string, files: Files, result: unknown): Promise<void> {
    this.#steps[name] = { files, result };
    await writeDurably(this.#path, JSON.stringify(this.#steps));
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
