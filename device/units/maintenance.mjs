// The page while the server cannot start: node maintenance.mjs PORT SECONDS. Node's own modules only, so that
// it runs when nothing else does. Ends by itself, upon which systemd tries the server again.
import { createServer } from 'node:http';

const [port = '8080', seconds = '300'] = process.argv.slice(2);
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>Motif</title><style>html{height:100%;background:#faf8f3;color:#1c1a17;font:5vmin/1.6 serif}
body{height:100%;margin:0;display:grid;place-content:center;text-align:center;user-select:none}
h1{font-weight:500;font-size:7vmin;margin:0}p{margin:.4em 2em}</style>
<main><h1>请稍等，机器正在休整</h1><p>若几分钟后仍是这样，请告诉店员。</p>
<h1 lang="en">One moment, please</h1><p lang="en">The machine is being looked after. If this stays, please tell the staff.</p></main></html>`;
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  'Cache-Control': 'no-store',
  'Retry-After': '5',
};

const server = createServer((request, response) => {
  response.writeHead(503, HEADERS).end(request.method === 'HEAD' ? undefined : PAGE);
});
const end = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
server.listen(Number(port), '127.0.0.1');
setTimeout(end, Number(seconds) * 1000);
process.on('SIGTERM', end);
