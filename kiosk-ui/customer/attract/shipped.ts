/** Designs that the starter model drew, shown until staff let the kiosk show its own. */
import type { ShownDesign } from '../server-types.ts';

const files: Readonly<Record<string, string>> = import.meta.glob('./pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** @param products ids that the files are named after */
export function shippedDesigns(products: readonly string[]): readonly ShownDesign[] {
  return Object.entries(files).map(([path, url]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { url, product: products.find((id) => name.startsWith(`${id}-`)) ?? null };
  });
}
