import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';

/** One change that a program asks of the file system, told just before it is done. */
export type FsOperation =
  | { readonly kind: 'create' | 'make-folder' | 'remove' | 'sync' | 'close'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'write'; readonly path: string; readonly bytes: Uint8Array };

/** Called before every operation; whoever throws here stops the program before it changes anything. */
export type FsWatcher = (operation: FsOperation) => void;

/** How much of a write is done when it is interrupted. */
export class TornWrite extends Error {}

const real = { ...fs.promises };

/**
 * Lets `watch` see every change that this process makes through `node:fs/promises`, in order, until
 * disposed. A watcher that throws {@link TornWrite} on a write has half of the bytes written first.
 *
 * @param wholeFiles sees into `writeFile`, too
 */
export function watchFs(watch: FsWatcher, { wholeFiles = false } = {}): Disposable {
  const promises: Partial<typeof fs.promises> = {
    open: async (path, flags, mode) => {
      const name = resolve(String(path));
      if (flags === undefined || flags === 'r') return watchSync(await real.open(path), name, watch);
      watch({ kind: 'create', path: name });
      return watchHandle(await real.open(path, flags, mode), name, watch);
    },
    rename: async (from, to) => {
      watch({ kind: 'rename', path: resolve(String(from)), to: resolve(String(to)) });
      return real.rename(from, to);
    },
    rm: async (path, options) => {
      watch({ kind: 'remove', path: resolve(String(path)) });
      return real.rm(path, options);
    },
  };
  const mkdir = async (path: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
    watch({ kind: 'make-folder', path: resolve(String(path)) });
    return real.mkdir(path, options);
  };
  const writeFile = async (path: unknown, data: unknown) => {
    if (typeof data !== 'string') throw new Error('Expected text.');
    const file = await fs.promises.open(String(path), 'w');
    try {
      await file.writeFile(data);
    } finally {
      await file.close();
    }
  };
  Object.assign(fs.promises, promises, { mkdir }, wholeFiles ? { writeFile } : {});
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]: () => {
      Object.assign(fs.promises, real);
      syncBuiltinESMExports();
    },
  };
}

type Handle = Awaited<ReturnType<typeof real.open>>;

/** Files opened for reading change nothing, except that a folder is synced through one. */
function watchSync(handle: Handle, path: string, watch: FsWatcher): Handle {
  const sync = handle.sync.bind(handle);
  handle.sync = async () => {
    watch({ kind: 'sync', path });
    return sync();
  };
  return handle;
}

function watchHandle(handle: Handle, path: string, watch: FsWatcher): Handle {
  const write = async (data: unknown) => {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (!(bytes instanceof Uint8Array)) throw new Error('Expected bytes or a string.');
    try {
      watch({ kind: 'write', path, bytes });
    } catch (error) {
      if (error instanceof TornWrite) await handle.write(bytes.subarray(0, bytes.byteLength >> 1));
      throw error;
    }
    return bytes;
  };
  const methods = {
    write: async (data: unknown, offset = 0) => {
      const bytes = (await write(data)).subarray(Number(offset));
      await handle.writeFile(bytes);
      return { bytesWritten: bytes.byteLength, buffer: data };
    },
    writeFile: async (data: unknown) => handle.writeFile(await write(data)),
    sync: async () => {
      watch({ kind: 'sync', path });
      return handle.sync();
    },
    close: async () => {
      // A process that dies closes its files, so closing is let through even then.
      try {
        watch({ kind: 'close', path });
      } finally {
        await handle.close();
      }
    },
    stat: async () => handle.stat(),
  };
  // What the product calls of a handle; a method that is missing here fails loudly.
  return methods as unknown as Handle;
}

/** What a program throws that was killed: no later operation of it succeeds either. */
export class Killed extends Error {}

/**
 * Runs `program` and kills it at its n-th operation (from 1). Writes are torn in the middle.
 *
 * @returns how many operations it asked for, and whether it ran to its end
 */
export async function killAt(
  n: number,
  program: () => Promise<unknown>,
): Promise<{ readonly operations: number; readonly finished: boolean }> {
  let operations = 0;
  let dead = false;
  using _ = watchFs((operation) => {
    if (dead) throw new Killed();
    operations++;
    if (operations < n) return;
    dead = true;
    throw operation.kind === 'write' ? new TornWrite() : new Killed();
  });
  const finished = await program().then(
    () => true,
    (error: unknown) => {
      if (!dead) throw error;
      return false;
    },
  );
  return { operations, finished: finished && !dead };
}
