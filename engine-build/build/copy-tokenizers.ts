import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { TokenizerFolder } from '../checkpoint/tokenizer-folder.ts';
import type { StagingFolder } from './staging-folder.ts';

/** Folders of the tokenizers in the engine folder. */
export const tokenizerFolders = {
  clipL: 'tokenizers/clip-l',
  clipG: 'tokenizers/clip-g',
  t5: 'tokenizers/t5',
} as const;

/** Copies each tokenizer's files, so that an engine folder needs nothing of the checkpoint. */
export async function copyTokenizers(
  { clipL, clipG, t5 }: Checkpoint,
  staging: StagingFolder,
): Promise<typeof tokenizerFolders> {
  await copyTokenizer(clipL.tokenizer, tokenizerFolders.clipL, staging);
  await copyTokenizer(clipG.tokenizer, tokenizerFolders.clipG, staging);
  if (t5) await copyTokenizer(t5.tokenizer, tokenizerFolders.t5, staging);
  return tokenizerFolders;
}

/** Copies one tokenizer's files into a folder of the staging folder. */
export async function copyTokenizer(
  { folder, files }: TokenizerFolder,
  target: string,
  staging: StagingFolder,
): Promise<void> {
  for (const file of files) await staging.add(`${target}/${file}`, await readFile(path.join(folder, file)));
}
