/** Ends the scripts beside it with one sentence where packages, the folder or disk space are missing. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Prints the sentence and ends the process. */
export function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** The folder named on the command line. */
export function dataFolder(usage) {
  const given = process.argv[2];
  if (!given) refuse(`expected a folder for the data, received none: ${usage}`);
  const folder = resolve(given);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) refuse(`expected the folder ${folder}, found none: make it with "mkdir -p ${folder}"`);
  return folder;
}

/** The folder of an npm package installed in DATA, of a version that begins as given. */
export function packageFolder(dataDir, name, version) {
  const folder = join(dataDir, 'node_modules', name);
  const manifest = join(folder, 'package.json');
  const found = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : 'none';
  if (!found.startsWith(version)) {
    refuse(`expected ${name} ${version}x in ${dataDir}, found ${found}: run "npm install ${name}@${version.replace(/\.$/, '')}" there`);
  }
  return folder;
}

/** Writes a file whole, or leaves none. */
export function save(path, content) {
  try {
    writeFileSync(path, content);
  } catch (error) {
    rmSync(path, { force: true });
    if (error.code === 'ENOSPC') refuse(`expected room for ${path}, the disk is full: free some space and run this again`);
    throw error;
  }
}
