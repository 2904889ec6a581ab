import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { Accounts } from '../admin/accounts.ts';
import { openSettings } from '../admin/settings.ts';
import { Statistics } from '../admin/statistics.ts';
import { InputError } from '../errors.ts';
import { OrderStore } from '../orders/order-store.ts';
import { Range, type RangeEngine } from '../products/range.ts';
import { asidePath, explainWriteFailure, syncFolder, writeDurably } from '../store/atomic-write.ts';
import { sha256Of } from '../store/sha256.ts';
import { type BackupList, LIST_NAME, listSchema, PATH_PATTERN, restoreDir } from './backed-up.ts';

/** No file of a shop is nearly as large. */
const LARGEST_FILE = 256 * 2 ** 20;

export interface RestoreParts {
  readonly dataDir: string;
  readonly engine: RangeEngine;
  /** @throws MotifError('disk-full') when nothing new must be begun */
  readonly ensureRoom: () => Promise<void>;
}

/**
 * Takes a backup in and checks all of it: every file against its checksum, and every document by the code that
 * reads it. Only then does it wait for the next start, which puts it in place; until this resolves, and when it
 * throws, the shop's data is as it was.
 *
 * @throws InputError for what is no backup, is damaged, cut off or of a later Motif; MotifError('disk-full')
 */
export async function takeRestore(
  { dataDir, engine, ensureRoom }: RestoreParts,
  file: AsyncIterable<Uint8Array>,
): Promise<BackupList> {
  const target = restoreDir(dataDir);
  const aside = asidePath(target);
  await ensureRoom();
  try {
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    const list = await unpack(file, aside);
    await checkDocuments(aside, engine);
    await writeDurably(join(aside, LIST_NAME), JSON.stringify(list));
    await syncFolder(aside);
    await rm(target, { recursive: true, force: true });
    await rename(aside, target);
    await syncFolder(dataDir);
    return list;
  } catch (failure) {
    await rm(aside, { recursive: true, force: true });
    throw explainWriteFailure(failure, target);
  }
}

/** Every file on the disk under its own name, and the list that proves them whole. */
async function unpack(file: AsyncIterable<Uint8Array>, dir: string): Promise<BackupList> {
  const sums = new Map<string, string>();
  let list: BackupList | null = null;
  const tar = extract();
  const feeding = feed(file, tar);
  feeding.catch(() => undefined); // it is awaited below, after what it breaks
  try {
    for await (const entry of tar) {
      const { name, type, size = 0 } = entry.header;
      if (list !== null || type !== 'file' || size > LARGEST_FILE) throw foreign(`an entry "${name}"`);
      const data = await contentOf(entry);
      if (name === LIST_NAME) list = listIn(data);
      else sums.set(await keep(dir, name, data), sha256Of(data));
    }
    await feeding;
  } catch (cause) {
    if (cause instanceof InputError || !(cause instanceof Error)) throw cause;
    throw 'code' in cause ? cause : foreign(cause.message);
  }
  return checkedList(list, sums);
}

function feed(file: AsyncIterable<Uint8Array>, tar: ReturnType<typeof extract>): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = Readable.from(file);
    const fail = (failure: Error) => {
      tar.destroy(failure);
      reject(failure);
    };
    source.on('error', fail);
    tar.on('error', fail);
    tar.on('close', resolve);
    source.pipe(tar);
  });
}

async function contentOf(entry: AsyncIterable<unknown>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of entry) if (piece instanceof Uint8Array) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function keep(dir: string, name: string, data: Buffer): Promise<string> {
  if (!PATH_PATTERN.test(name)) throw foreign(`a file "${name.slice(0, 80)}"`);
  await mkdir(dirname(join(dir, name)), { recursive: true });
  await writeDurably(join(dir, name), data);
  return name;
}

function listIn(data: Buffer): BackupList {
  const newer = /"format":\s*([3-9]|\d\d)/.exec(data.toString('utf8'));
  if (newer) {
    throw new InputError(
      `Expected a backup of this Motif or an older one but received format ${newer[1]}. Update Motif first.`,
    );
  }
  try {
    return listSchema.parse(JSON.parse(data.toString('utf8')));
  } catch {
    throw foreign('a list that cannot be understood');
  }
}

function checkedList(list: BackupList | null, sums: ReadonlyMap<string, string>): BackupList {
  if (list === null) throw foreign('a file that is cut off');
  const isWhole =
    list.files.length === sums.size && list.files.every(({ path, sha256 }) => sums.get(path) === sha256);
  if (!isWhole) throw foreign('files that differ from its list');
  return list;
}

/** Opens every document as the next start will. */
async function checkDocuments(dir: string, engine: RangeEngine): Promise<void> {
  const documents = [
    await openSettings(dir),
    await Accounts.open(dir),
    await Statistics.open(dir),
    await Range.open(dir, engine),
  ];
  if (documents.some(({ setAside }) => setAside.length > 0)) throw foreign('a damaged document');
  (await OrderStore.open(join(dir, 'orders'))).close();
}

function foreign(received: string): InputError {
  return new InputError(
    `Expected a whole backup file of Motif but received ${received}. Nothing was changed; choose another file.`,
  );
}
