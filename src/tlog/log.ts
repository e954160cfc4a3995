import type { EventStore } from '../store/event-store.ts';
import type { Course } from '../store/ledger-store.ts';
import type { KeptCheckpoint, LogStore } from '../store/log-store.ts';
import { BadLog } from './bad-log.ts';
import { Bundles } from './bundles.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { digestAt, digestBytes, leafHash } from './hash.ts';
import { HashTiles } from './hash-tiles.ts';
import type { Signer } from './keys.ts';
import { parseNote } from './note.ts';
import { formatProof } from './proof-file.ts';
import { readTile } from './read-tile.ts';
import { signNote } from './signing.ts';
import { sameBytes } from './strict.ts';
import { TileHashes } from './tile-hashes.ts';
import { TileKeeper } from './tile-keeper.ts';
import { TILE_WIDTH, type Tile, type TileSource, tileWidth } from './tiles.ts';
import { consistencyProof, inclusionProof, rootAt } from './tree.ts';
import type { Tree } from './verify.ts';

/** How many entries are read at once, and after how many pages what came of them is kept. */
const PAGE = 1000;
const KEPT_PAGES = 64;

const QUIET: Course = { progress: () => undefined, signal: new AbortController().signal };

/**
 * The transparency log of a ledger: the tree over its entries' leaves in the order of their sequence
 * numbers (RFC 6962), derived from the entries and brought up to their end when it is asked for.
 */
export class TransparencyLog {
  readonly #store: EventStore;
  readonly #kept: LogStore;
  readonly #keeps: boolean;
  readonly #keeper: TileKeeper;
  readonly #source: TileSource;
  #tiles: HashTiles | undefined;
  /** Those who catch up wait for one another, so that no leaf is taken in twice. */
  #catching: Promise<unknown> = Promise.resolve();

  /** `keeps`: may tiles and checkpoints be written beside the entries? */
  constructor(store: EventStore, kept: LogStore, keeps: boolean) {
    this.#store = store;
    this.#kept = kept;
    this.#keeps = keeps;
    this.#keeper = new TileKeeper(kept, keeps);
    this.#source = { read: (tile) => this.#tiles?.read(tile) ?? this.#keeper.read(tile) };
  }

  /** Takes in the entries since it was last asked; answers with the tree over all. */
  catchUp(course: Course = QUIET): Promise<Tree> {
    const mine = this.#catching.then(() => this.#catchUp(course));
    this.#catching = mine.catch(() => undefined);
    return mine;
  }

  /** How many entries the tree covers that was last caught up with. */
  get size(): number {
    return this.#tiles?.size ?? this.#kept.tiledSize();
  }

  async #catchUp({ progress, signal }: Course): Promise<Tree> {
    const tiles = this.#begun();
    if (this.#keeper.owes) this.#keeper.keep(tiles.partials());
    const head = await this.#store.head();
    if (tiles.size > head.seq + 1) {
      throw new BadLog(
        `The tiles of the log cover ${tiles.size} entries, but the ledger has ${head.seq + 1}: entries are lost; restore a backup, and run hustings verify.`,
      );
    }
    for (let pages = 1; tiles.size <= head.seq; pages += 1) {
      signal.throwIfAborted();
      const page = await this.#store.readAll(tiles.size, PAGE);
      for (const { leaf } of page) tiles.add(leaf);
      // With the partial tiles, so that whoever is stopped half way can go on from there.
      const last = tiles.size > head.seq;
      if (last || pages % KEPT_PAGES === 0)
        this.#keeper.keep([...tiles.take(), ...tiles.partials()]);
      progress(tiles.size, head.seq + 1);
    }
    return { size: tiles.size, root: tiles.root() };
  }

  #begun(): HashTiles {
    const size = this.#kept.tiledSize();
    this.#tiles ??= new HashTiles(size, this.#source);
    return this.#tiles;
  }

  #hashes(): TileHashes {
    return new TileHashes(this.#source, this.#begun().size);
  }

  /** The root over the first entries, of which there are so many. */
  rootAt(size: number): Uint8Array {
    return rootAt(this.#hashes(), size);
  }

  /** The proof that an entry is in the tree over the first `size` entries. */
  inclusion(index: number, size: number): Uint8Array[] {
    return inclusionProof(this.#hashes(), index, size);
  }

  /** The proof that the tree of one size begins with the tree of a smaller one. */
  consistency(older: number, newer: number): Uint8Array[] {
    return consistencyProof(this.#hashes(), older, newer);
  }

  /** A tile of the log, or undefined where it has none of that width; entries are read from the ledger. */
  async read(tile: Tile): Promise<Uint8Array | undefined> {
    const { size } = this.#begun();
    if (tileWidth(size, tile.level, tile.index) < tile.width) return undefined;
    if (tile.level !== 'entries') return readTile(this.#source, tile);
    const first = tile.index * TILE_WIDTH;
    const bundle = new Bundles(first);
    const hashes = readTile(this.#source, { level: 0, index: tile.index, width: tile.width });
    for (const { seq, leaf } of await this.#store.readAll(first, tile.width)) {
      // Nothing is given out that the tree does not hold.
      if (!sameBytes(leafHash(leaf), digestBytes(digestAt(hashes, seq - first)))) {
        throw new BadLog(`Entry ${seq} was changed; run hustings verify.`);
      }
      bundle.add(leaf);
    }
    return (bundle.take()[0] ?? bundle.partial())?.bytes;
  }

  /** All checkpoints that were ever signed, by size. */
  checkpoints(): readonly KeptCheckpoint[] {
    return this.#kept.checkpoints();
  }

  /** The last that was signed, of the greatest size; undefined where nothing was. */
  latest(): KeptCheckpoint | undefined {
    return this.#kept.latestCheckpoint();
  }

  /** The name of the log that the last was signed for; undefined where nothing was. */
  signedAs(): string | undefined {
    const last = this.latest();
    return last && parseCheckpoint(parseNote(last.note).text).origin;
  }

  /** The one that was signed of a size, the last by its text where there are several. */
  checkpointOf(size: number): KeptCheckpoint | undefined {
    return this.#kept.checkpointsOf(size).at(-1);
  }

  /** Those of fewer entries than `size`, one of each size, the greatest first, at most `limit`. */
  checkpointsBelow(size: number, limit: number): readonly KeptCheckpoint[] {
    return this.#kept.checkpointsBelow(size, limit);
  }

  /**
   * The tree over all entries, which begins with all that was signed before. Refuses, as BadLog, a ledger
   * of which entries are lost or were changed since, checkpoints of a log of another name, and to go on as a log
   * that the ledger was cut from.
   */
  async unbroken(name: string, course?: Course): Promise<Tree> {
    this.#demandWhole(name);
    const last = this.latest();
    const { seq } = await this.#store.head();
    if (last !== undefined && last.size > seq + 1) {
      throw new BadLog(
        `A checkpoint of ${last.size} entries was signed, but the ledger has ${seq + 1}: entries are lost; restore a backup, and run hustings verify.`,
      );
    }
    const tree = await this.catchUp(course);
    if (last !== undefined) this.#demandPrefix(last, name);
    return tree;
  }

  /** Refuses, as BadLog, a ledger that does not begin with all that was signed, whoever signed it. */
  async demandSigned(course?: Course): Promise<void> {
    const origin = this.signedAs();
    if (origin !== undefined) await this.unbroken(origin, course);
  }

  /**
   * Signs the tree over all entries and keeps the checkpoint; one that all these keys have signed is
   * given again. Refuses, as BadLog, to sign what does not begin with all that was signed before: then
   * entries are lost or were changed.
   */
  async sign(signers: readonly Signer[], course?: Course): Promise<KeptCheckpoint> {
    const [first] = signers;
    if (first === undefined) throw new RangeError('a checkpoint needs a key');
    const tree = await this.unbroken(first.name, course);
    // Nothing is signed before its tiles are kept.
    this.#keeper.demandKept();
    const text = formatCheckpoint({ origin: first.name, ...tree });
    const note = signNote(text, signers);
    const known = this.#kept.checkpointsOf(tree.size).find((each) => each.note === note);
    if (known !== undefined) return known;
    const checkpoint = { size: tree.size, note };
    if (this.#keeps) await this.#kept.keepCheckpoint(checkpoint);
    return checkpoint;
  }

  #demandWhole(name: string): void {
    const cut = this.#kept.cuts().find(({ origin }) => origin === name);
    if (cut === undefined) return;
    throw new BadLog(
      `This ledger was cut to ${cut.size} entries of the log ${name}, which has signed ${cut.signed}, so it cannot go on as that log: move the key file away, and name another log with hustings key --origin.`,
    );
  }

  #demandPrefix({ size, note }: KeptCheckpoint, name: string): void {
    const { root, origin } = parseCheckpoint(parseNote(note).text);
    if (origin !== name) {
      throw new BadLog(
        `The checkpoints of this ledger are of the log ${origin}, but the key is of ${name}: use the key of ${origin}.`,
      );
    }
    if (sameBytes(this.rootAt(size), root)) return;
    throw new BadLog(
      `The ledger does not begin with the ${size} entries of the last checkpoint: entries were changed; run hustings verify.`,
    );
  }

  /**
   * The proof of an entry as a file that needs neither ledger nor server (c2sp.org/tlog-proof), by the
   * latest checkpoint; undefined where none covers the entry yet.
   */
  async proofFile(index: number): Promise<string | undefined> {
    await this.catchUp();
    const last = this.latest();
    if (last === undefined || index >= last.size) return undefined;
    const proof = this.inclusion(index, last.size);
    return formatProof({ index, proof, checkpoint: last.note });
  }
}
