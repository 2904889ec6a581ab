import { readFile } from 'node:fs/promises';
import { InputError } from '../runtime/errors.ts';
import type { PictureFacts } from '../runtime/jobs/picture-facts.ts';
import { decodePicture, encodePicture } from '../runtime/jobs/picture-file.ts';
import type { RgbImage, Size } from '../runtime/pipeline/model.ts';
import type { GenerateRequest } from '../runtime/pipeline/request.ts';
import { writeWhole } from '../runtime/store/atomic-write.ts';

/**
 * Reads a picture to start from, cut to the aspect of `size` and scaled to it.
 *
 * @throws InputError when the file is missing or no picture
 */
export async function readPicture(path: string, size: Size): Promise<RgbImage> {
  try {
    return await decodePicture(await readFile(path), size);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `Expected a picture at ${path} but received: ${reason}. Check the path and the file.`,
      'bad-input',
      { cause },
    );
  }
}

/** Writes a PNG that carries how it was made. */
export async function writePicture(path: string, image: RgbImage, facts: PictureFacts): Promise<void> {
  await writeWhole(path, await encodePicture(image, facts));
}

/** What a picture's metadata tells of the request it came from. */
export function factsOf(
  request: GenerateRequest,
  seed: number,
  engine: { readonly model: string; readonly key: string },
): PictureFacts {
  const { prompt, negativePrompt: negative, steps, guidance } = request;
  const produceId = `${engine.key.slice(0, 16)}-${seed}`;
  return { prompt, negative, seed, steps, guidance, model: engine.model, engine: engine.key, produceId };
}
