import { BUILT_PAGE, buildPage } from './e2e/built-page.ts';

/** Once before all end-to-end tests, for all projects that have some: they look at the same pages. */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env[BUILT_PAGE] !== undefined) return async () => undefined;
  const { dir, remove } = await buildPage();
  process.env[BUILT_PAGE] = dir;
  return remove;
}
