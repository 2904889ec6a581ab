/**
 * What the product makes of prompts before it encodes them: a JSON list of texts on standard input, the list as a model's
 * words.json has it read on standard output.
 *
 * Usage: node measure/read_prompts.mjs WORDS.json < prompts.json > read.json
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { register } from 'tsx/esm/api';

register();
const ROOT = resolve(import.meta.dirname, '../../..');
const { PromptWords } = await import(join(ROOT, 'runtime/pipeline/prompt-words.ts'));

const words = new PromptWords(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const prompts = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(prompts.map((prompt) => words.rewrite(prompt))));
