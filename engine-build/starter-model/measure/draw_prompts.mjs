/**
 * Draws a list of prompts through the product's own engines, in one process.
 *
 * Usage: node measure/draw_prompts.mjs JOBS.json --model DIR [--precision int8] [--steps 4] [--guidance G] [--data DIR] [--threads N]
 *
 * JOBS.json is a list of {"prompt", "width", "height", "seeds": [...], "out": ["a.png", ...]}, one file a seed. Jobs whose
 * files are all there are left out, so a run may be stopped and called again. A plain module: it drives the product from outside.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';

register();
const ROOT = resolve(import.meta.dirname, '../../..');
const product = (path) => import(join(ROOT, path));
const { ensureEngine } = await product('provisioning/ensure-engine.ts');
const { factsOf, writePicture } = await product('provisioning/picture-files.ts');
const { defaultDataDir } = await product('provisioning/options.ts');
const { loadModel } = await product('runtime/engines/load-engines.ts');
const { generate } = await product('runtime/pipeline/generate.ts');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: join(ROOT, 'engine-build/starter-model/weights') },
    precision: { type: 'string', default: 'fp32' },
    steps: { type: 'string' },
    guidance: { type: 'string' },
    data: { type: 'string' },
    threads: { type: 'string', default: '0' },
  },
});

/** Jobs of one size share one engine, which is built where there is none. */
async function drawSize(size, jobs) {
  const { dir, manifest } = await ensureEngine(
    { modelDir: resolve(options.model), dataDir: options.data ?? defaultDataDir(), backend: 'cpu', precision: options.precision, ...size },
    { onProgress: (sentence) => console.error(sentence) },
  );
  const model = await loadModel(dir, { threads: Number(options.threads), spinning: true });
  try {
    await drawAll(model, manifest, jobs);
  } finally {
    await model.dispose();
  }
}

async function drawAll(model, manifest, jobs) {
  const started = performance.now();
  for (const [index, job] of jobs.entries()) {
    await drawJob(model, manifest, job);
    const done = index + 1;
    if (done % 50 === 0 || done === jobs.length) {
      console.error(`${done} of ${jobs.length}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
    }
  }
}

async function drawJob(model, manifest, { prompt, width, height, seeds, out }) {
  const request = {
    width, height, prompt, seeds, skipLayer: null, negativePrompt: manifest.defaults.negativePrompt,
    steps: Number(options.steps ?? manifest.defaults.steps.fine), guidance: Number(options.guidance ?? manifest.defaults.guidance.balanced),
  };
  const { images } = await generate(model, request);
  for (const [k, image] of images.entries()) {
    await writePicture(resolve(out[k]), image, factsOf(request, seeds[k], { model: manifest.model.name, key: manifest.key }));
  }
}

const jobs = JSON.parse(readFileSync(positionals[0], 'utf8')).filter((job) => !job.out.every((file) => existsSync(file)));
for (const size of new Set(jobs.map(({ width, height }) => `${width}x${height}`))) {
  const [width, height] = size.split('x').map(Number);
  await drawSize({ width, height }, jobs.filter((job) => job.width === width && job.height === height));
}
