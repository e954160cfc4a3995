import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { BadInput } from '../bad-input.ts';

/** The parts of a zip archive that are asked for, as they are inflated. */
export interface Archive {
  has(part: string): boolean;
  /** Refuses, as BadInput, a part that would be too large together with those asked for before it. */
  read(part: string): AsyncIterable<Buffer>;
  close(): void;
}

/** The parts that are read may have so many bytes together once inflated: some 100,000 rows. */
const MOST_BYTES = 64 * 1024 * 1024;

/** An archive with more parts is no workbook. */
const MOST_PARTS = 5000;

/** Why an archive cannot be read, as its library says, or what reads its parts. */
export const damaged = (name: string, error: unknown): BadInput =>
  new BadInput(
    `${name} is no workbook that can be read (${(error as Error).message}); save it anew, or as "CSV UTF-8".`,
  );

async function entriesOf(name: string, zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MOST_PARTS) throw damaged(name, new Error(`it has ${zip.entryCount} parts`));
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) {
      throw damaged(name, new Error(`it has two parts called ${entry.fileName}`));
    }
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** A part as it is inflated; what does not match its checksum at the end is damaged. */
async function* inflated(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    sum = crc32(chunk as Buffer, sum);
    yield chunk as Buffer;
  }
  if (sum !== entry.crc32) throw new Error(`its part ${entry.fileName} is damaged`);
}

/**
 * Opens a zip archive by its directory, in which each part says how large it is: what is too large is refused
 * before it is inflated, and yauzl stops inflating a part that says too little.
 */
export async function openArchive(name: string): Promise<Archive> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(name, { autoClose: false, lazyEntries: true });
    const [opened, entries] = [zip, await entriesOf(name, zip)];
    return archiveOf(name, opened, entries);
  } catch (error) {
    zip?.close();
    throw error instanceof BadInput ? error : damaged(name, error);
  }
}

function archiveOf(name: string, zip: ZipFile, entries: ReadonlyMap<string, Entry>): Archive {
  let left = MOST_BYTES;
  return {
    has: (part) => entries.has(part),
    read(part) {
      const entry = entries.get(part);
      if (entry === undefined) throw damaged(name, new Error(`it has no part ${part}`));
      left -= entry.uncompressedSize;
      if (left >= 0) return inflated(zip, entry);
      throw new BadInput(
        `${name} is larger than 64 MiB once it is unpacked, as few lists are; save its sheet as "CSV UTF-8", which may be of every size.`,
      );
    },
    close: () => zip.close(),
  };
}
