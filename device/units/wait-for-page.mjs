// node wait-for-page.mjs PORT SECONDS: ends well as soon as anything answers, be it the page or the page that
// says why there is none. A browser started earlier would show an error of its own.
import { setTimeout as pause } from 'node:timers/promises';

const [port = '8080', seconds = '60'] = process.argv.slice(2);
const deadline = Date.now() + Number(seconds) * 1000;
const answers = () =>
  fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );

while (!(await answers())) {
  if (Date.now() > deadline) {
    console.error(
      `Expected an answer on port ${port} within ${seconds} s but received none. See "systemctl status motif".`,
    );
    process.exit(1);
  }
  await pause(250);
}
