import { type DataOf, type EntryType, typeOfCode } from '../../events/catalog.ts';
import type { EndorserMerged } from '../../events/endorser-merged.ts';
import { rootOf } from '../../projections/acts.ts';
import { type Claims, detailOf, GONE } from '../../projections/claims.ts';
import { at, type Columns, idBytes, NONE, rowOfFacts } from '../../projections/columns.ts';
import { type Detail, isDetailed } from '../../projections/details.ts';
import type { Facts } from '../../projections/facts.ts';
import { type Merges, mergesOf } from '../../projections/merges.ts';
import { Standing } from './standing.ts';
import { TriedSymbols } from './tried-symbols.ts';

/** An act that an endorser has, as its beginning claim tells it. */
export interface KnownAct {
  readonly root: number;
  readonly id: string;
  readonly candidate: string;
  readonly stage: string | null;
}

/**
 * What the rules of appending ask of a stream: all that is known of it, whatever its dates. The rows
 * of a batch are tried on top, so that its later entries may name earlier ones, and then taken back.
 */
export class Desk {
  readonly columns: Columns;
  readonly register: Columns;
  #merges: Merges;
  #merged = 0;
  readonly #standing: Standing;
  #names: TriedSymbols;
  /** The row of each entry that is tried, by id. */
  readonly #tried = new Map<string, number>();

  constructor(columns: Columns, register: Columns) {
    this.columns = columns;
    this.register = register;
    this.#names = new TriedSymbols(columns.symbols);
    this.#standing = new Standing(columns);
    this.#merges = mergesOf(register, register.length);
    this.sync();
  }

  /** Takes in what the store holds since: called once before each decision. */
  sync(): void {
    if (this.#merged !== this.register.length) {
      this.#merges = mergesOf(this.register, this.register.length);
      this.#merged = this.register.length;
    }
    while (this.claims.known < this.columns.length) this.#standing.take(false);
  }

  /** Were entries of the stream erased? */
  get hasErased(): boolean {
    return this.claims.erased > 0;
  }

  /** The stream's entries with corrections, strikes and disputes applied. */
  get claims(): Claims {
    return this.#standing.claims;
  }

  get merges(): Merges {
    return this.#merges;
  }

  /** The register's merges with what is tried: only for the register's own desk. */
  triedMerges(): Merges {
    return mergesOf(this.register, this.register.length, (name) => this.symbol(name));
  }

  /** Tries an entry on top; `references` knows the sequence numbers of stored ids. */
  try(id: string, facts: Facts, detail: Detail, references: ReadonlyMap<string, number>): void {
    const { columns } = this;
    const seq = columns.length === 0 ? 0 : at(columns.seq, columns.length - 1) + 1;
    const row = rowOfFacts(
      seq,
      facts,
      (name) => this.#names.intern(name),
      (named) => {
        const tried = this.#tried.get(named);
        return tried === undefined ? (references.get(named) ?? NONE) : at(columns.seq, tried);
      },
    );
    const type = typeOfCode(facts.type);
    columns.push(row, idBytes(id), isDetailed(type, facts.facet) ? detail : undefined);
    this.#tried.set(id, columns.length - 1);
    this.#standing.take(true);
  }

  /** Takes back all that was tried. */
  takeBack(length: number): void {
    if (this.#tried.size === 0) return;
    this.#standing.takeBack(length);
    this.columns.truncate(length);
    this.#tried.clear();
    this.#names = new TriedSymbols(this.columns.symbols);
  }

  /** The rows that withdraw or replace an act, in order. */
  get ends(): readonly number[] {
    return this.#standing.lists.ends;
  }

  /** The rows that name an act, to tell it again or to end it, in order. */
  get naming(): readonly number[] {
    return this.#standing.lists.naming;
  }

  /** The merges that count, what is tried among them: only for the register's own desk. */
  mergers(): EndorserMerged[] {
    const found: EndorserMerged[] = [];
    for (let row = 0; row < this.columns.length; row += 1) {
      const counts = this.typeOf(row) === 'EndorserMerged' && this.claims.state[row] !== GONE;
      const merge = counts ? detailOf<EndorserMerged>(this.claims, row) : undefined;
      if (merge !== undefined) found.push(merge);
    }
    return found;
  }

  /** The row of an entry that is tried or stored, NONE where the stream holds none of that id. */
  rowOf(id: string, references: ReadonlyMap<string, number>): number {
    return this.#tried.get(id) ?? this.columns.rowOf(references.get(id) ?? NONE);
  }

  typeOf(row: number): EntryType {
    return typeOfCode(at(this.columns.type, row));
  }

  /** The name behind a symbol, stored or tried; null for NONE. */
  name(symbol: number): string | null {
    return symbol === NONE ? null : this.#names.name(symbol);
  }

  /** The number of a name, NONE where nobody uses it. */
  symbol(name: string): number {
    return this.#names.of(name);
  }

  /** The rows that enter a candidate, or open a stage, and count. */
  framing(type: 'CandidateEntered' | 'StageOpened'): number[] {
    return this.#standing.lists.frames.filter(
      (row) => this.typeOf(row) === type && this.claims.state[row] !== GONE,
    );
  }

  /** The names that candidates entered under, or that stages have. */
  framed(type: 'CandidateEntered' | 'StageOpened'): string[] {
    const column = type === 'StageOpened' ? this.columns.stage : this.columns.candidate;
    return this.framing(type).map(
      (row) => this.name(at(column, at(this.claims.dataFrom, row))) ?? '',
    );
  }

  /** The rows of an endorser, under all its names, that count; latest first within a name. */
  *rowsOfEndorser(endorser: string): Generator<number> {
    const symbol = this.symbol(endorser);
    if (symbol === NONE) return;
    const { last, before } = this.#standing.lists;
    for (const name of this.#merges.names(symbol)) {
      for (let row = last.get(name) ?? NONE; row !== NONE; row = before[row] ?? NONE) {
        if (this.claims.state[row] !== GONE) yield row;
      }
    }
  }

  /** The row that enrols an endorser here, under any of its names; undefined where none does. */
  enrolment(endorser: string): number | undefined {
    for (const row of this.rowsOfEndorser(endorser)) {
      if (this.typeOf(row) === 'EndorserEnrolled') return row;
    }
    return undefined;
  }

  /** Does a row that counts enrol, enter or open what this symbol names? */
  frames(type: 'EndorserEnrolled' | 'CandidateEntered' | 'StageOpened', symbol: number): boolean {
    if (type === 'EndorserEnrolled') return this.enrolment(this.name(symbol) ?? '') !== undefined;
    return this.framed(type).includes(this.name(symbol) ?? '');
  }

  /** The acts of a kind that an endorser has, under any of its names, other than in one row. */
  actsOf(endorser: string, kind: EntryType, except: number): KnownAct[] {
    const acts = new Map<number, KnownAct>();
    for (const row of this.rowsOfEndorser(endorser)) {
      const from = at(this.claims.dataFrom, row);
      const candidate = this.name(at(this.columns.candidate, from));
      if (row === except || this.typeOf(row) !== kind || candidate === null) continue;
      const root = rootOf(this.claims, row);
      // What tells the excepted claim again is no other act.
      if (root === except) continue;
      const stage = this.name(at(this.columns.stage, from));
      acts.set(root, { root, id: this.columns.idOf(root), candidate, stage });
    }
    return [...acts.values()];
  }

  /** The contest as it was opened; undefined before. */
  contest(): DataOf<'ContestOpened'> | undefined {
    // The opening is the stream's first entry.
    return this.columns.length === 0 ? undefined : detailOf(this.claims, 0);
  }
}
