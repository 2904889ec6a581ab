import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          globalSetup: ['tests/set-up-native.ts'],
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**', 'tests/recipe/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'recipe',
          include: ['tests/recipe/**/*.test.ts'],
          // One after the other: training takes every core, and both files may install the same environment.
          sequence: { groupOrder: 1 },
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['tests/set-up-page.ts'],
          include: ['tests/e2e/**/*.test.ts'],
          // After all others and alone: what a customer waits for is measured here, on cores that the
          // browser, the server and the drawing already share.
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
        },
      },
    ],
  },
});
