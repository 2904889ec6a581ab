import { serveUntilSignal } from '../../runtime/main.ts';
import { FAKE_CHILD, QUICK } from './fake-client.ts';

/** `node --import tsx serve-fake-child.ts <folder with a manifest>`: the real server over the fake child. */
const [dir = '.'] = process.argv.slice(2);
await serveUntilSignal(
  { engineDir: dir, dataDir: `${dir}/data`, kioskDir: `${dir}/page`, port: 0, logLevel: 'silent' },
  ({ url, client }) => process.stdout.write(`${JSON.stringify({ url, child: client.pid })}\n`),
  { childEntry: FAKE_CHILD, timing: QUICK },
);
