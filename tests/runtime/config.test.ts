import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../runtime/config.ts';

describe('settings', () => {
  it('have defaults for all but the engine', () => {
    const config = parseConfig({ engineDir: 'engines/a' }, {});
    expect(config).toMatchObject({ port: 8080, threads: 0, logLevel: 'info' });
    for (const dir of [config.engineDir, config.dataDir, config.kioskDir]) expect(isAbsolute(dir)).toBe(true);
  });

  it('come from options before the environment', () => {
    const env = { MOTIF_PORT: '1234', MOTIF_ENGINE: '/e', MOTIF_THREADS: '2' };
    expect(parseConfig({ port: 99 }, env)).toMatchObject({ port: 99, engineDir: '/e', threads: 2 });
  });

  it.each(['65536', '-1', '80.5', 'http', ''])('refuse the port "%s"', (MOTIF_PORT) => {
    expect(() => parseConfig({ engineDir: '/e' }, { MOTIF_PORT })).toThrow(/--port \(MOTIF_PORT\): expected/);
  });

  it('report all problems together, with what came', () => {
    const wrong = () => parseConfig({ port: 'x', threads: -3 }, { MOTIF_LOG: 'loud' });
    expect(wrong).toThrow(/--engine \(MOTIF_ENGINE\): expected a value but received nothing/);
    expect(wrong).toThrow(/--port .*"x".*--threads .*-3.*--log .*"loud"/);
  });
});
