import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCycle, importsOf, ROOT, readImports, violations } from './imports.ts';

describe('import rules', () => {
  it('are kept by every file', async () => {
    const edges = await readImports();
    expect(edges.length).toBeGreaterThan(20);
    expect(violations(edges)).toEqual([]);
  });

  it('lead to files that exist', async () => {
    const missing = (await readImports()).filter(({ to }) => !existsSync(join(ROOT, to)));
    expect(missing).toEqual([]);
  });

  it('have no cycle', async () => {
    expect(findCycle(await readImports())).toBeNull();
  });

  it('catch a stage that reaches out of the pipeline', () => {
    const edges = importsOf('runtime/pipeline/denoise.ts', "import { start } from '../start.ts';");
    expect(violations(edges)).toEqual(['runtime/pipeline/denoise.ts must not import runtime/start.ts']);
  });

  it('catch a page that imports server code', () => {
    const edges = importsOf('kiosk-ui/customer/api.ts', "import { app } from '../../runtime/http/app.ts';");
    expect(violations(edges)).toEqual([
      'kiosk-ui/customer/api.ts may import only types from runtime/http/app.ts',
    ]);
  });

  it('catch a cycle through an exported type', () => {
    const edges = [
      ...importsOf('runtime/a.ts', "import type { B } from './b.ts';"),
      ...importsOf('runtime/b.ts', "export { A } from './a.ts';"),
    ];
    expect(findCycle(edges)).toEqual(['runtime/a.ts', 'runtime/b.ts', 'runtime/a.ts']);
  });
});
