import { StoreError } from '../store-error.ts';
import { type Connection, type Query, query } from './connection.ts';

/** A stream's number in the database, and its last revision. */
export interface StreamPlace {
  readonly number: number;
  revision: number;
}

/** The streams, kept in memory once asked for. */
export class StreamTable {
  readonly #connection: Connection;
  readonly #places = new Map<string, StreamPlace>();
  readonly #names = new Map<number, string>();
  /** Streams that were asked for and are not there: good until another process writes. */
  readonly #absent = new Set<string>();
  readonly #numberOf: Query<[number: number]>;
  readonly #nameOf: Query<[name: string]>;
  readonly #allNames: Query<[name: string]>;
  readonly #lastRevision: Query<[revision: number]>;
  readonly #insert: Query<[number: number]>;

  constructor(connection: Connection) {
    this.#connection = connection;
    const { db } = connection;
    this.#numberOf = query(db, 'SELECT number FROM stream WHERE name = ?');
    this.#nameOf = query(db, 'SELECT name FROM stream WHERE number = ?');
    this.#allNames = query(db, 'SELECT name FROM stream ORDER BY number');
    this.#lastRevision = query(
      db,
      'SELECT coalesce(max(revision), -1) FROM entry WHERE stream = ?',
    );
    this.#insert = query(
      db,
      'INSERT INTO stream SELECT coalesce(max(number) + 1, 0), ? FROM stream RETURNING number',
    );
  }

  /** A stream's place, or undefined where there is no such stream. */
  find(name: string): StreamPlace | undefined {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const number = this.#numberOf.get(name)?.[0];
    if (number === undefined) {
      this.#absent.add(name);
      return undefined;
    }
    return this.#keep(name, number, this.#lastRevision.get(number)?.[0] ?? -1);
  }

  /** Was this stream found not to be there? */
  isAbsent(name: string): boolean {
    return this.#absent.has(name);
  }

  /** The stream of this number. */
  nameOf(number: number): string {
    const known = this.#names.get(number);
    if (known !== undefined) return known;
    const name = this.#nameOf.get(number)?.[0];
    if (name === undefined) {
      throw new StoreError(
        'damaged',
        `${this.#connection.file} has entries of a stream that it does not name; restore it from a backup`,
      );
    }
    this.#names.set(number, name);
    return name;
  }

  /** The streams in order of their first entry, which is the order of their numbers. */
  all(): string[] {
    return this.#allNames.all().map(([name]) => name);
  }

  /** Adds a stream without entries, within a transaction. */
  add(name: string): StreamPlace {
    const number = this.#insert.get(name)?.[0] ?? 0;
    return this.#keep(name, number, -1);
  }

  /** Forgets everything: another process has written, or a transaction was undone. */
  forget(): void {
    this.#places.clear();
    this.#names.clear();
    this.#absent.clear();
  }

  #keep(name: string, number: number, revision: number): StreamPlace {
    const place = { number, revision };
    this.#absent.delete(name);
    this.#places.set(name, place);
    this.#names.set(number, name);
    return place;
  }
}
