/** Entry bundles (c2sp.org/tlog-tiles): each entry after its length in two bytes, the larger first. */
import { BadLog } from './bad-log.ts';
import { MAX_ENTRY } from './hash.ts';
import { partialTile, TILE_WIDTH, type TileData } from './tiles.ts';

const LENGTH_SIZE = 2;

/** Where the entries of a bundle end, after each of them: as many as there are, up to `width`. */
function ends(bytes: Uint8Array, width: number): number[] {
  const found: number[] = [];
  let at = 0;
  while (at < bytes.length && found.length < width) {
    if (at + LENGTH_SIZE > bytes.length) {
      throw new BadLog(`The bundle is cut short in the length of its entry ${found.length}.`);
    }
    at += LENGTH_SIZE + (bytes[at] as number) * 256 + (bytes[at + 1] as number);
    if (at > bytes.length)
      throw new BadLog(`The bundle is cut short in its entry ${found.length}.`);
    found.push(at);
  }
  return found;
}

/**
 * The entries of a bundle, as views of its bytes. Refuses, as BadLog, a bundle that is cut short, and
 * one that has not exactly `width` entries.
 */
export function readBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const found = ends(bytes, width + 1);
  if (found.length !== width) {
    const count = found.length > width ? `more than ${width}` : `${found.length}, not ${width}`;
    throw new BadLog(`The bundle has ${count} entries.`);
  }
  let from = 0;
  return found.map((end) => {
    const entry = bytes.subarray(from + LENGTH_SIZE, end);
    from = end;
    return entry;
  });
}

/**
 * The beginning of a bundle that has its first `width` entries: a partial bundle out of a fuller one.
 * Refuses, as BadLog, a bundle that is cut short before, or has fewer.
 */
export function cutBundle(bytes: Uint8Array, width: number): Uint8Array {
  const found = ends(bytes, width);
  if (found.length < width) {
    throw new BadLog(`The bundle has ${found.length} entries, not ${width}.`);
  }
  return bytes.subarray(0, found[width - 1] ?? 0);
}

/** Makes the entry bundles of a log from its entries, in order. In memory is only the partial one. */
export class Bundles {
  #size: number;
  #bytes: Buffer = Buffer.alloc(4096);
  #length = 0;
  #full: TileData[] = [];

  /**
   * Begins after `size` entries, with the bytes of the partial bundle of that size, or of a fuller
   * one. Throws BadLog where they are not that.
   */
  constructor(size = 0, partial: Uint8Array = new Uint8Array(0)) {
    this.#size = size;
    const begun = cutBundle(partial, size % TILE_WIDTH);
    this.#reserve(begun.length);
    this.#bytes.set(begun);
    this.#length = begun.length;
  }

  /** How many entries there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds an entry. Refuses, as BadLog, over 65,535 bytes; then nothing is added. */
  add(entry: Uint8Array): void {
    const { length } = entry;
    if (length > MAX_ENTRY) {
      throw new BadLog(`An entry has ${length} bytes; a log holds at most ${MAX_ENTRY}.`);
    }
    this.#reserve(LENGTH_SIZE + length);
    this.#bytes.writeUInt16BE(length, this.#length);
    this.#bytes.set(entry, this.#length + LENGTH_SIZE);
    this.#length += LENGTH_SIZE + length;
    this.#size += 1;
    if (this.#size % TILE_WIDTH === 0) this.#close();
  }

  /** The bundles that became full since this was last asked, in order. */
  take(): TileData[] {
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** The partial bundle of the size as it is now; its bytes are a copy. */
  partial(): TileData | undefined {
    const tile = partialTile(this.#size, 'entries');
    return tile === undefined ? undefined : { ...tile, bytes: this.#copy() };
  }

  #close(): void {
    const index = this.#size / TILE_WIDTH - 1;
    this.#full.push({ level: 'entries', index, width: TILE_WIDTH, bytes: this.#copy() });
    this.#length = 0;
  }

  #copy(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  /** Makes room for more bytes, at least doubling, so that each byte is moved about once. */
  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(wanted, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
