/** `node --import tsx serve-without-model.ts <dir> <port>`: the real server, whose drawing process has no model. */
import { mkdir } from 'node:fs/promises';
import { serveUntilSignal } from '../../../runtime/main.ts';
import { FAKE_CHILD, QUICK } from '../../fakes/fake-client.ts';
import { writeFakeManifest } from '../../fakes/fake-manifest.ts';

const SIZES = [
  { width: 512, height: 512 },
  { width: 768, height: 512 },
];
const [dir = '.', port = '0'] = process.argv.slice(2);
await mkdir(dir, { recursive: true });
await writeFakeManifest(dir, SIZES);
await serveUntilSignal(
  { engineDir: dir, dataDir: dir, port, adminPort: 0, adminHost: '127.0.0.1' },
  ({ url, admin }) => {
    const { url: adminUrl, setUpCode } = admin;
    process.stdout.write(`${JSON.stringify({ url, adminUrl, setUpCode })}\n`);
  },
  { childEntry: FAKE_CHILD, timing: QUICK },
);
