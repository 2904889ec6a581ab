import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { FsOperation } from './faulty-fs.ts';

interface Inode {
  /** What programs read. */
  volatile: Buffer;
  /** What the disk surely holds; empty until synced, as on ext4. */
  durable: Buffer;
}
type Names = Map<string, Inode>;
type Change = { readonly folders: readonly string[]; readonly apply: (names: Names) => void };

/** How lucky a power cut is: nothing unsynced survives, all of it, or each change by the toss of a coin. */
export type Luck = 'none' | 'all' | (() => boolean);

/**
 * A disk that keeps only what was synced: contents by the file's own sync, names by their folder's. The
 * kernel may write anything earlier than asked, which is what {@link Luck} is for. (The model that ALICE
 * checks programs against: Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.)
 */
export class PowerCutDisk {
  readonly #root: string;
  readonly #now: Names = new Map();
  readonly #durable: Names = new Map();
  #pending: Change[] = [];

  private constructor(root: string) {
    this.#root = root;
  }

  /** Takes what lies in `root` as surely on the disk. */
  static async of(root: string): Promise<PowerCutDisk> {
    const disk = new PowerCutDisk(root);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const bytes = await readFile(path);
      const inode = { volatile: bytes, durable: bytes };
      disk.#now.set(path, inode);
      disk.#durable.set(path, inode);
    }
    return disk;
  }

  /** Takes one operation of a program in. */
  take(operation: FsOperation): void {
    const { path } = operation;
    const folder = dirname(path);
    if (operation.kind === 'create') this.#create(path);
    if (operation.kind === 'write') this.#write(path, operation.bytes);
    if (operation.kind === 'sync') this.#sync(path);
    if (operation.kind === 'remove') this.#remove(path);
    if (operation.kind === 'rename') {
      const { to } = operation;
      this.#change([folder, dirname(to)], (names) => renameTree(names, path, to));
    }
  }

  /** Writes what a power cut would leave at this moment into another folder. */
  async leaveBehind(target: string, luck: Luck): Promise<void> {
    const toss = luck === 'all' ? () => true : luck === 'none' ? () => false : luck;
    const names: Names = new Map(this.#durable);
    for (const change of this.#pending) if (toss()) change.apply(names);
    for (const [path, inode] of names) {
      const file = join(target, relative(this.#root, path));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, toss() ? inode.volatile : inode.durable);
    }
  }

  #create(path: string): void {
    const there = this.#now.get(path);
    if (there) {
      there.volatile = Buffer.alloc(0);
      return;
    }
    const inode = { volatile: Buffer.alloc(0), durable: Buffer.alloc(0) };
    this.#change([dirname(path)], (names) => names.set(path, inode));
  }

  /** What is created under the same name later is something else, and stays. */
  #remove(path: string): void {
    const gone = new Set([...this.#now].filter(([name]) => isWithin(name, path)).map(([, inode]) => inode));
    this.#change([dirname(path)], (names) => {
      for (const [name, inode] of [...names]) if (gone.has(inode)) names.delete(name);
    });
  }

  #write(path: string, bytes: Uint8Array): void {
    const inode = this.#now.get(path);
    if (inode) inode.volatile = Buffer.concat([inode.volatile, bytes]);
  }

  #sync(path: string): void {
    const inode = this.#now.get(path);
    if (inode) inode.durable = inode.volatile;
    for (const { folders, apply } of this.#pending) if (folders.includes(path)) apply(this.#durable);
    this.#pending = this.#pending.filter(({ folders }) => !folders.includes(path));
  }

  #change(folders: readonly string[], apply: Change['apply']): void {
    apply(this.#now);
    this.#pending.push({ folders, apply });
  }
}

function renameTree(names: Names, from: string, to: string): void {
  const moved = [...names].filter(([name]) => isWithin(name, from));
  for (const [name, inode] of moved) {
    names.delete(name);
    names.set(to + name.slice(from.length), inode);
  }
}

function isWithin(name: string, folder: string): boolean {
  return name === folder || name.startsWith(`${folder}/`);
}
