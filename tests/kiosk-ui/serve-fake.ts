/** `npx tsx tests/kiosk-ui/serve-fake.ts [port] [milliseconds a step]`: the built page to look at, without a model. */
import { startFakeServer } from './fake-server.ts';

const server = await startFakeServer('dist/kiosk', Number(process.argv[2] ?? 8099));
server.misfortune.stepMs = Number(process.argv[3] ?? 120);
console.log(server.url);
