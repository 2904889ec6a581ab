// Runs the whole test suite and closes with "N passed, N failed". The browser the end-to-end tests need is
// fetched with apt where it is missing and this process may do so; otherwise the run says what to install.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const chromium = process.env.MOTIF_CHROMIUM ?? '/usr/bin/chromium';
/** What tests need beyond npm's packages; without Chromium the run fails, without the others tests are skipped. */
const TOOLS = [
  { path: chromium, package: 'chromium' },
  { path: '/usr/bin/systemd-analyze', package: 'systemd' },
  { path: '/usr/bin/Xvfb', package: 'xvfb' },
  { path: '/usr/bin/xdotool', package: 'xdotool' },
  { path: '/usr/bin/g++', package: 'g++' },
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {boolean} whether the browser is there now */
function ensureTools() {
  const missing = TOOLS.filter((tool) => !isExecutable(tool.path));
  if (missing.length === 0) return true;
  const packages = missing.map((tool) => tool.package);
  const wanted = `Expected ${missing.map((tool) => tool.path).join(', ')} but found none.`;
  const remedy = `Run "apt-get install ${packages.join(' ')}" as root, or set MOTIF_CHROMIUM to Chromium's path.`;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(`${wanted} ${remedy}`);
    return isExecutable(chromium);
  }
  console.log(`${wanted} Installing ${packages.join(' ')} with apt.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-q', '-y', '--no-install-recommends', ...packages],
  ]) {
    if (spawnSync('apt-get', args, { env, stdio: 'inherit' }).status !== 0) {
      console.error(`apt-get ${args[0]} failed. ${remedy}`);
      return isExecutable(chromium);
    }
  }
  return isExecutable(chromium);
}

/** @returns {Promise<number>} exit status */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    child.on('close', (status) => resolve(status ?? 1));
    child.on('error', () => resolve(1));
  });
}

async function runVitest() {
  const scratch = await mkdtemp(join(tmpdir(), 'motif-tests-'));
  const report = join(scratch, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)]);
  const counts = await readFile(report, 'utf8').then(JSON.parse, () => null);
  await rm(scratch, { recursive: true, force: true });
  return { status, counts };
}

const hasBrowser = ensureTools();
const { status, counts } = await runVitest();
const passed = counts?.numPassedTests ?? 0;
// A file whose hooks or imports fail has no failed test of its own; it counts as one.
const brokenFiles = counts?.testResults?.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
);
const failed =
  (counts?.numFailedTests ?? 0) + (brokenFiles?.length ?? (counts ? 0 : 1)) + (hasBrowser ? 0 : 1);
const skipped = counts?.numPendingTests ?? 0;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = status === 0 && failed === 0 && passed > 0 ? 0 : 1;
