import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { modelDir } from '../../golden/parity-cases.ts';
import { temporaryFolder } from '../safetensors-file.ts';

/** A copy of a golden checkpoint that a test may change. */
export class ChangedCheckpoint {
  readonly dir: string;

  private constructor(dir: string) {
    this.dir = dir;
  }

  static async of(model: string): Promise<ChangedCheckpoint> {
    const dir = await temporaryFolder();
    await cp(modelDir(model), dir, { recursive: true });
    return new ChangedCheckpoint(dir);
  }

  /** Sets keys of a JSON file; undefined removes a key. */
  async change(file: string, changes: Readonly<Record<string, unknown>>): Promise<this> {
    const full = path.join(this.dir, file);
    const json: object = JSON.parse(await readFile(full, 'utf8'));
    await writeFile(full, JSON.stringify({ ...json, ...changes }));
    return this;
  }

  async write(file: string, content: string | Uint8Array): Promise<this> {
    await writeFile(path.join(this.dir, file), content);
    return this;
  }

  /** Takes a component from another golden model. */
  async take(component: string, model: string): Promise<this> {
    await this.remove(component);
    await cp(path.join(modelDir(model), component), path.join(this.dir, component), { recursive: true });
    return this;
  }

  async remove(file: string): Promise<this> {
    await rm(path.join(this.dir, file), { recursive: true });
    return this;
  }
}
