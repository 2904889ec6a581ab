/** The customer's page must be light: it starts anew every morning, on a machine that has better to do. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';

const MOST_KB = 120;

/** Every script that the customer's page fetches before it can be used. */
async function scriptsOfPage(): Promise<readonly string[]> {
  const built = await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { write: false } });
  const { output } = built as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  const wanted = new Set(
    chunks.filter(({ name, isEntry }) => isEntry && name === 'index').map(({ fileName }) => fileName),
  );
  // Imports of imports: a set that grows is walked to its end.
  for (const name of wanted) {
    for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) wanted.add(next);
  }
  return chunks.filter(({ fileName }) => wanted.has(fileName)).map(({ code }) => code);
}

describe('the customer’s page', () => {
  it(`is at most ${MOST_KB} KB of compressed JavaScript`, async () => {
    const code = (await scriptsOfPage()).join('\n');
    const [gzip, brotli] = [gzipSync(code, { level: 9 }), brotliCompressSync(code)].map(
      ({ length }) => length / 1000,
    );
    console.log(`The page's JavaScript: ${gzip?.toFixed(1)} KB by gzip, ${brotli?.toFixed(1)} KB by brotli.`);
    expect(code.length).toBeGreaterThan(50_000);
    expect(gzip).toBeLessThan(MOST_KB);
  });
});
