import { setImmediate as turn } from 'node:timers/promises';
import { PACKED_BYTES, unpack } from '../../../projections/columns.ts';
import type { FactsDifference } from '../fact-store.ts';
import type { Course } from '../ledger-store.ts';
import { IN_MEMORY } from './configure.ts';
import { type Connection, query } from './connection.ts';
import { type Compared, DerivedFacts } from './derived-facts.ts';
import type { EntryReads } from './entry-reads.ts';
import { type Comparers, comparing } from './rebuild-crew.ts';
import { BESIDE, DROP_OLDER, identify, NEXT_GENERATION, SCHEMA_VERSION } from './schema.ts';
import type { SymbolTable } from './symbol-table.ts';

/** So many entries are compared at once: a few milliseconds, after which others have their turn. */
const PAGE = 1000;

/** Fewer entries are sooner compared here than a thread is ready. */
const WORTH_THREADS = 20_000;

/** Ascending numbers as runs without a gap, each from one up to another, of a page at most. */
function* runsOf(seqs: readonly number[]): Iterable<[from: number, to: number]> {
  for (let at = 0; at < seqs.length; ) {
    const from = seqs[at] as number;
    let to = from + 1;
    for (at += 1; seqs[at] === to && to - from < PAGE; at += 1) to += 1;
    yield [from, to];
  }
}

/**
 * Derives the columns of a ledger anew from its bytes, and compares, a page a turn. Only which entries
 * differ is remembered: one transaction derives those once more and writes them, and those that came in
 * meanwhile, so that whatever was appended, erased or put right between is taken as it then is.
 */
export class Rebuild {
  readonly #connection: Connection;
  readonly #reads: EntryReads;
  readonly #symbols: SymbolTable;
  readonly #facts: DerivedFacts;
  readonly #differing: number[] = [];
  #first: FactsDifference | null = null;
  #done = 0;

  constructor(connection: Connection, reads: EntryReads, symbols: SymbolTable) {
    this.#connection = connection;
    this.#reads = reads;
    this.#symbols = symbols;
    this.#facts = connection.run(() => new DerivedFacts(connection, reads, symbols));
  }

  /** Runs to the end, with so many threads of its own, or until the signal aborts with nothing changed. */
  async run(course: Course, threads: number): Promise<FactsDifference | null> {
    const isWorth = this.#connection.file !== IN_MEMORY && this.#count() >= WORTH_THREADS;
    const crew = isWorth && threads > 0 ? comparing(this.#connection.file, threads) : undefined;
    try {
      await this.#compareAll(course, crew);
    } finally {
      await crew?.close();
    }
    course.signal.throwIfAborted();
    return this.#swap();
  }

  #count(): number {
    return this.#connection.run(() => this.#reads.head().seq) + 1;
  }

  async #compareAll({ progress, signal }: Course, crew: Comparers | undefined): Promise<void> {
    signal.throwIfAborted();
    const end = this.#count();
    const waiting: Promise<Compared>[] = [];
    for (let from = 0; this.#done < end; ) {
      // As many pages are asked for ahead as keep every thread at work.
      for (; from < end && waiting.length < (crew?.ahead ?? 1); from += PAGE) {
        const to = Math.min(from + PAGE, end);
        const page = crew?.compare(from, to) ?? this.#compareHere(from, to);
        // Where an earlier page fails, nobody hears of this one.
        page.catch(() => undefined);
        waiting.push(page);
      }
      this.#take(await (waiting.shift() as Promise<Compared>));
      this.#done = Math.min(this.#done + PAGE, end);
      progress(this.#done, this.#count());
      await turn();
      signal.throwIfAborted();
    }
  }

  async #compareHere(from: number, to: number): Promise<Compared> {
    return this.#connection.snapshot(() => this.#facts.compare(from, to));
  }

  #take({ differing, first }: Compared): void {
    for (const seq of differing) this.#differing.push(seq);
    this.#first ??= first;
  }

  #swap(): FactsDifference | null {
    try {
      return this.#connection.transact(() => {
        // An erasure may have taken names away.
        this.#symbols.forget();
        this.#symbols.refresh();
        const end = this.#reads.head().seq + 1;
        for (let from = this.#done; from < end; from += PAGE) {
          this.#take(this.#facts.compare(from, Math.min(from + PAGE, end)));
        }
        this.#mend();
        const stray = this.#removeStray();
        if (this.#differing.length > 0 || stray !== undefined) {
          this.#connection.db.exec(NEXT_GENERATION);
        }
        this.#upgrade();
        if (stray === undefined || (this.#first !== null && this.#first.seq <= stray)) {
          return this.#first;
        }
        return { seq: stray, problem: 'columns stand for an entry that is not stored' };
      });
    } catch (error) {
      this.#symbols.forget();
      throw error;
    }
  }

  /** Writes the columns that differed. */
  #mend(): void {
    const { db } = this.#connection;
    const put = db.prepare(
      `INSERT INTO facts SELECT stream, revision, ?2 FROM entry WHERE seq = ?1
       ON CONFLICT DO UPDATE SET packed = excluded.packed`,
    );
    for (const [from, to] of runsOf(this.#differing)) {
      const { told, rows } = this.#facts.derive(from, to, (name) => this.#symbols.give(name));
      told.forEach(({ seq }, place) => {
        put.run(seq, rows.subarray(place * PACKED_BYTES, (place + 1) * PACKED_BYTES));
      });
    }
  }

  /** Removes columns that stand where no entry stands; answers with the least sequence number among them. */
  #removeStray(): number | undefined {
    const { db } = this.#connection;
    const count = (table: string) =>
      query<[number]>(db, `SELECT count(*) FROM ${table}`).get()?.[0] ?? 0;
    // By now each entry has its own.
    if (count('facts') === count('entry')) return undefined;
    const strays = query<[packed: Uint8Array]>(
      db,
      `DELETE FROM facts WHERE NOT EXISTS (SELECT 1 FROM entry
         WHERE entry.stream = facts.stream AND entry.revision = facts.revision)
       RETURNING packed`,
    ).all();
    return Math.min(...strays.map(([packed]) => unpack(packed).row[0] ?? 0));
  }

  /** The tables are now those of this version, and the columns mean what it means by them. */
  #upgrade(): void {
    const { db } = this.#connection;
    if (identify(db).version === SCHEMA_VERSION) return;
    db.exec(`${BESIDE} ${DROP_OLDER} PRAGMA user_version = ${SCHEMA_VERSION}`);
  }
}
