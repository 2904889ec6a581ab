import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One import statement between two of our files; paths are POSIX and relative to the repository. */
export interface ImportEdge {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const FOLDERS = ['runtime', 'kiosk-ui', 'engine-build', 'device', 'provisioning'].filter((folder) =>
  existsSync(join(ROOT, folder)),
);
const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"](\.[^'"]+)['"]/g;
const SIDE_EFFECT_OR_DYNAMIC = /(?:^|\n)\s*import\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/g;

/** All relative imports of the product's TypeScript. */
export async function readImports(): Promise<ImportEdge[]> {
  const edges: ImportEdge[] = [];
  for (const folder of FOLDERS) {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    for (const name of names.filter((file) => /\.tsx?$/.test(file))) {
      const from = posix.join(folder, name.replaceAll('\\', '/'));
      edges.push(...importsOf(from, await readFile(join(ROOT, from), 'utf8')));
    }
  }
  return edges;
}

/** Relative imports of one file's text. */
export function importsOf(from: string, text: string): ImportEdge[] {
  const resolve = (specifier: string) => posix.join(posix.dirname(from), specifier);
  const statements = [...text.matchAll(STATEMENT)].map((match) => ({
    from,
    to: resolve(match[2] ?? ''),
    typeOnly: match[1] !== undefined,
  }));
  const others = [...text.matchAll(SIDE_EFFECT_OR_DYNAMIC)].map((match) => ({
    from,
    to: resolve(match[1] ?? match[2] ?? ''),
    typeOnly: false,
  }));
  return [...statements, ...others];
}

interface Rule {
  readonly from: RegExp;
  /** Every import of ours that such a file has must match one of these. */
  readonly may: readonly RegExp[];
}

/** Who may import whom. The first rule that matches a file decides. */
export const RULES: readonly Rule[] = [
  {
    from: /^runtime\/pipeline\//,
    may: [/^runtime\/pipeline\//, /^runtime\/engines\/engine\.ts$/, /^runtime\/errors\.ts$/],
  },
  { from: /^runtime\//, may: [/^runtime\//, /^device\//, /^engine-build\/build\/manifest\.ts$/] },
  { from: /^engine-build\/build\//, may: [/^engine-build\//, /^device\/tensorrt\//] },
  { from: /^engine-build\//, may: [/^engine-build\//] },
  { from: /^device\//, may: [/^device\//] },
  { from: /^provisioning\//, may: [/^(provisioning|runtime|engine-build|device)\//] },
  { from: /^kiosk-ui\//, may: [/^kiosk-ui\//, /^runtime\/http\/(admin\/)?app\.ts$/] },
];

/** Sentences about imports that break the rules; empty when all is well. */
export function violations(edges: readonly ImportEdge[]): string[] {
  return edges.flatMap((edge) => {
    const rule = RULES.find(({ from }) => from.test(edge.from));
    if (!rule?.may.some((allowed) => allowed.test(edge.to)))
      return [`${edge.from} must not import ${edge.to}`];
    const leavesUi = edge.from.startsWith('kiosk-ui/') && !edge.to.startsWith('kiosk-ui/');
    return leavesUi && !edge.typeOnly ? [`${edge.from} may import only types from ${edge.to}`] : [];
  });
}

/** One cycle as a list of files, or null. Type-only imports count: they bind files together all the same. */
export function findCycle(edges: readonly ImportEdge[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}
