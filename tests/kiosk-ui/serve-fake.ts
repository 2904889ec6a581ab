/** `npx tsx tests/kiosk-ui/serve-fake.ts [port]`: the built page to look at, without a model. */
import { startFakeServer } from './fake-server.ts';

const server = await startFakeServer('dist/kiosk', Number(process.argv[2] ?? 8099));
console.log(server.url);
