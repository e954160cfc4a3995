import { setImmediate as turn } from 'node:timers/promises';
import type { AuditStore, NumberedName } from '../../store/audit-store.ts';
import type { Course } from '../../store/ledger-store.ts';
import type { Cut, KeptCheckpoint } from '../../store/log-store.ts';
import type { Verifier } from '../keys.ts';
import { TileHashes } from '../tile-hashes.ts';
import { TILE_WIDTH } from '../tiles.ts';
import { rootAt } from '../tree.ts';
import { type NamedEntry, nameEntry } from './around.ts';
import { type CheckedCheckpoint, CheckpointCheck } from './checkpoint-check.ts';
import { type Checkers, crew } from './crew.ts';
import { DerivedTiles } from './derived-tiles.ts';
import { type Fault, Faults, messageOf } from './fault.ts';
import { IdCheck } from './id-check.ts';
import { compareTiles, readTiles, type TilesByPlace } from './kept-tiles.ts';
import { checkSymbols, OrderCheck } from './order-check.ts';
import { PageCheck } from './page-check.ts';
import { ReceiptCheck } from './receipt-check.ts';
import { judgeCheckpoints, judgeCuts, judgeDifferences } from './verdicts.ts';

/** What an audit is given beside the store. */
export interface AuditOptions extends Course {
  /** The public keys by which checkpoints must be signed; none: signatures are not looked at. */
  readonly keys: readonly Verifier[];
  /** A checkpoint that somebody kept outside: the ledger must begin with exactly that. */
  readonly since?: string;
  /** How many threads may work at a time. */
  readonly threads: number;
  /** Below so many entries one thread does it all: others take longer to start than they save. */
  readonly alone?: number;
}

/** What an audit found. */
export interface AuditReport {
  readonly entries: number;
  /** Of leaves, salts and payloads. */
  readonly bytes: number;
  readonly streams: number;
  readonly names: number;
  /** How many payloads were erased. */
  readonly erased: number;
  /** The root over all entries, 32 bytes. */
  readonly root: Uint8Array;
  /** How many receipts of appends are kept. */
  readonly receipts: number;
  readonly tiles: { readonly count: number; readonly size: number };
  readonly checkpoints: readonly CheckedCheckpoint[];
  readonly since: CheckedCheckpoint | null;
  /** The logs that the ledger says it was cut from. */
  readonly cuts: readonly Cut[];
  /** Was the ledger changed under way (bytes erased, columns made anew)? Then run the audit again. */
  readonly disturbed: boolean;
  /** How many faults there are, and those that are kept, the first first. */
  readonly count: number;
  readonly faults: readonly Fault[];
  /** The first wrong entry and its neighbours, as far as they can be read. */
  readonly around: readonly NamedEntry[];
}

/** Pages begin and end with tiles. A page is short here, so that a signal is heard between two. */
const PAGE = { here: 4 * TILE_WIDTH, elsewhere: 16 * TILE_WIDTH };
const ALONE = 200_000;
/** So many pages a thread has before it, so that it never waits for the next. */
const AHEAD = 3;

/** What is held of a ledger that cannot be read at all. */
const NOTHING = { tiles: new Map(), notes: [], streams: [], symbols: [], entries: 0 };

/** Checks pages in this thread, with a turn of the event loop before each. */
function alone(store: AuditStore): Checkers {
  const checker = new PageCheck(store);
  return {
    check: async (from, to) => {
      await turn();
      return checker.check(from, to);
    },
    problems: async () => store.problems(),
    close: async () => undefined,
  };
}

/** One audit of a ledger. */
class Audit {
  readonly #store: AuditStore;
  readonly #options: AuditOptions;
  readonly #faults = new Faults();
  readonly #tiles: TilesByPlace;
  readonly #notes: readonly KeptCheckpoint[];
  readonly #cuts: readonly Cut[];
  readonly #streams: readonly NumberedName[];
  readonly #symbols: readonly NumberedName[];
  readonly #entries: number;
  readonly #derived: DerivedTiles;
  readonly #order: OrderCheck;
  readonly #ids: IdCheck;
  readonly #receipts: ReceiptCheck;
  #bytes = 0;
  #erased = 0;

  constructor(store: AuditStore, options: AuditOptions) {
    this.#store = store;
    this.#options = options;
    this.#cuts = this.#attempt('the table of cuts', () => store.cuts()) ?? [];
    this.#receipts = new ReceiptCheck(this.#faults);
    const held = this.#attempt('the ledger', () => store.atOnce(() => this.#held())) ?? NOTHING;
    this.#tiles = held.tiles;
    this.#notes = held.notes;
    this.#streams = held.streams;
    this.#symbols = held.symbols;
    this.#entries = held.entries;
    this.#derived = new DerivedTiles(this.#entries);
    this.#order = new OrderCheck(this.#faults);
    this.#ids = new IdCheck(this.#entries, this.#faults);
  }

  /** What grows with the entries, and how many these are: of different moments they would not fit together. */
  #held() {
    const store = this.#store;
    this.#attempt('the table of receipts', () => this.#receipts.read(store));
    return {
      tiles: readTiles(store, this.#faults),
      notes: this.#attempt('the table of checkpoints', () => store.checkpoints()) ?? [],
      streams: this.#attempt('the table of streams', () => store.streams()) ?? [],
      symbols: this.#attempt('the table of names', () => store.symbols()) ?? [],
      entries: this.#attempt('the table of entries', () => store.count()) ?? 0,
    };
  }

  async run(): Promise<AuditReport> {
    const { generation } = this;
    await this.#checkEntries();
    this.#ids.finish();
    this.#receipts.finish(this.#ids.keys());
    this.#derived.finish();
    this.#order.checkStreams(this.#streams);
    checkSymbols(this.#symbols, this.#faults);
    const hashes = new TileHashes(this.#derived, this.#entries);
    const root = rootAt(hashes, this.#entries);
    const tiles = compareTiles(this.#tiles, this.#derived, this.#entries, this.#faults);
    const { checkpoints, since } = this.#checkpoints((size) => rootAt(hashes, size));
    const all = since === null ? checkpoints : [...checkpoints, since];
    judgeDifferences(tiles, all, this.#faults);
    judgeCheckpoints(all, this.#entries, this.#faults);
    judgeCuts(this.#cuts, all, this.#entries, this.#faults);
    const faults = this.#faults.all();
    const first = faults[0]?.seq ?? null;
    const places = first === null ? [] : [first - 1, first, first + 1];
    return {
      entries: this.#entries,
      bytes: this.#bytes,
      streams: this.#streams.length,
      names: this.#symbols.length,
      erased: this.#erased,
      root,
      receipts: this.#receipts.count,
      tiles: { count: tiles.count, size: tiles.size },
      checkpoints,
      since,
      cuts: this.#cuts,
      disturbed: generation !== this.generation,
      count: this.#faults.count,
      faults,
      around: places.flatMap((seq) => nameEntry(this.#store, seq) ?? []),
    };
  }

  get generation(): number | undefined {
    return this.#attempt('the table of generations', () => this.#store.generation());
  }

  #attempt<T>(place: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#faults.beside(place, `cannot be read (${messageOf(error)})`);
      return undefined;
    }
  }

  async #checkEntries(): Promise<void> {
    const { threads, alone: most = ALONE } = this.#options;
    const { elsewhere } = this.#store;
    const many = elsewhere !== undefined && threads > 1 && this.#entries >= most;
    const checkers = many ? crew(elsewhere, threads) : alone(this.#store);
    try {
      const problems = checkers.problems().catch((error) => [messageOf(error)]);
      await this.#checkPages(
        checkers,
        many ? PAGE.elsewhere : PAGE.here,
        many ? threads * AHEAD : 1,
      );
      for (const problem of await problems) this.#faults.beside('the file', problem);
    } finally {
      await checkers.close();
    }
  }

  /** Has pages checked, some ahead, and takes them in in their order. */
  async #checkPages(checkers: Checkers, size: number, ahead: number): Promise<void> {
    const { progress, signal } = this.#options;
    const asked: ReturnType<Checkers['check']>[] = [];
    let next = 0;
    for (let done = 0; done < this.#entries; ) {
      for (; next < this.#entries && asked.length < ahead; next += size) {
        const page = checkers.check(next, Math.min(next + size, this.#entries));
        // One that fails while an earlier one is waited for is heard of when its turn comes.
        page.catch(() => undefined);
        asked.push(page);
      }
      const found = await asked.shift();
      if (found === undefined) break;
      signal.throwIfAborted();
      for (const [seq, problem] of found.faults) this.#faults.entry(seq, problem);
      this.#order.take(found);
      this.#ids.take(found);
      this.#derived.put(found.from, found.hashes, found.roots);
      this.#bytes += found.bytes;
      this.#erased += found.erased.length;
      done = found.to;
      progress(done, this.#entries);
    }
  }

  #checkpoints(root: (size: number) => Uint8Array) {
    const { keys, since } = this.#options;
    const check = new CheckpointCheck(keys, this.#entries, root, this.#faults);
    const checkpoints = this.#notes.flatMap(
      ({ size, note }) => check.check(`the checkpoint of ${size} entries`, note, size) ?? [],
    );
    const brought =
      since === undefined ? null : (check.check('the checkpoint that was given', since) ?? null);
    return { checkpoints, since: brought };
  }
}

/**
 * Checks all that a store keeps: every entry's bytes against their commitment, the columns against the
 * bytes, the order, the ids, the names, the tiles and the checkpoints against the leaves. Never throws
 * for what is damaged: that is a fault. Throws where the signal aborts.
 */
export const audit = (store: AuditStore, options: AuditOptions): Promise<AuditReport> =>
  new Audit(store, options).run();
