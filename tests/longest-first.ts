import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ROOT } from './architecture/imports.ts';

/** What takes longer than a minute, the longest first; in a list that is out of date a run is only slower. */
const LONG = [
  'tests/recipe/recipe.test.ts',
  'tests/provisioning/cli.test.ts',
  'tests/provisioning/gpu/provision-gpu.test.ts',
  'tests/runtime/load/faults.test.ts',
  'tests/e2e/misfortune.test.ts',
  'tests/e2e/dead-server.test.ts',
  'tests/e2e/breakout.test.ts',
];

/** Begins with the longest files, so that the last one does not run long beside an idle core. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.indexOf(relative(ROOT, moduleId));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
