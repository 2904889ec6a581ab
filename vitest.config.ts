import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

/** What a customer waits for is measured in these, on cores that browser, server and drawing already share. */
const MEASURED = ['journey', 'kiosk', 'ordering', 'pace'].map((name) => `tests/e2e/${name}.test.ts`);

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          globalSetup: ['tests/set-up-native.ts'],
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['tests/set-up-page.ts'],
          include: ['tests/e2e/**/*.test.ts'],
          exclude: MEASURED,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'measured',
          globalSetup: ['tests/set-up-page.ts'],
          include: MEASURED,
          // After all others and one after the other: nothing else may take the cores.
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
