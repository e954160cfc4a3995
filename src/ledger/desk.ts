import { CATALOG, type DataOf, type EntryType, typeOfCode } from '../../events/catalog.ts';
import type { EndorserMerged } from '../../events/endorser-merged.ts';
import { rootOf } from '../../projections/acts.ts';
import {
  admit,
  type Claims,
  detailOf,
  GONE,
  isRecord,
  resolveClaims,
} from '../../projections/claims.ts';
import { at, type Columns, idBytes, NONE, rowOfFacts } from '../../projections/columns.ts';
import { type Detail, isDetailed } from '../../projections/details.ts';
import { AMENDS } from '../../projections/facets.ts';
import type { Facts } from '../../projections/facts.ts';
import { type Merges, mergesOf } from '../../projections/merges.ts';
import { FOREVER } from '../../src/time/day.ts';
import { TriedSymbols } from './tried-symbols.ts';

/** An act that an endorser has, as its beginning claim tells it. */
export interface KnownAct {
  readonly root: number;
  readonly id: string;
  readonly candidate: string;
  readonly stage: string | null;
}

interface KeptRows {
  readonly claims: Claims;
  readonly last: Map<number, number>;
  readonly before: number[];
  readonly frames: number[];
}

/** Does a record entry change what others say? All sources are visible here, so correcting them alone does not. */
const changesOthers = (type: number, facet: number): boolean =>
  isRecord(type) && !(type === CATALOG.EntryCorrected.code && facet === AMENDS.sources);

/**
 * What the rules of appending ask of a stream: all that is known of it, whatever its dates. The rows
 * of a batch are tried on top, so that its later entries may name earlier ones, and then taken back.
 */
export class Desk {
  readonly columns: Columns;
  readonly register: Columns;
  #merges: Merges;
  #merged = 0;
  #claims: Claims;
  #names: TriedSymbols;
  /** The row of each entry that is tried, by id. */
  readonly #tried = new Map<string, number>();
  /** What held before the first record entry of a batch was tried: resolving replaces, and never changes, it. */
  #kept: KeptRows | undefined;
  /** The last row of each endorser, and for each row the one before it of the same endorser. */
  #last = new Map<number, number>();
  #before: number[] = [];
  /** The rows that open stages and enter candidates: few, and asked for at every append. */
  #frames: number[] = [];

  constructor(columns: Columns, register: Columns) {
    this.columns = columns;
    this.register = register;
    this.#names = new TriedSymbols(columns.symbols);
    this.#claims = resolveClaims(columns, 0, FOREVER);
    this.#merges = mergesOf(register, register.length);
    this.sync();
  }

  /** Takes in what the store holds since: called once before each decision. */
  sync(): void {
    if (this.#merged !== this.register.length) {
      this.#merges = mergesOf(this.register, this.register.length);
      this.#merged = this.register.length;
    }
    while (this.#claims.known < this.columns.length) this.#take(this.#claims.known);
  }

  #take(row: number): void {
    if (changesOthers(at(this.columns.type, row), at(this.columns.facet, row))) this.#resolve();
    else {
      this.#claims = admit(this.#claims);
      this.#link(row);
    }
  }

  #resolve(): void {
    this.#claims = resolveClaims(this.columns, this.columns.length, FOREVER);
    this.#last = new Map();
    this.#before = [];
    this.#frames = [];
    for (let row = 0; row < this.columns.length; row += 1) this.#link(row);
  }

  #link(row: number): void {
    const endorser = at(this.columns.endorser, at(this.#claims.dataFrom, row));
    this.#before[row] = this.#last.get(endorser) ?? NONE;
    this.#last.set(endorser, row);
    const type = at(this.columns.type, row);
    if (type === CATALOG.CandidateEntered.code || type === CATALOG.StageOpened.code) {
      this.#frames.push(row);
    }
  }

  /** Were entries of the stream erased? */
  get hasErased(): boolean {
    return this.#claims.erased > 0;
  }

  /** The stream's entries with corrections, strikes and disputes applied. */
  get claims(): Claims {
    return this.#claims;
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
    if (changesOthers(facts.type, facts.facet)) this.#kept ??= this.#keep();
    this.#take(columns.length - 1);
  }

  #keep(): KeptRows {
    return { claims: this.#claims, last: this.#last, before: this.#before, frames: this.#frames };
  }

  /** Takes back all that was tried. */
  takeBack(length: number): void {
    const { claims, last, before, frames } = this.#kept ?? this.#keep();
    for (let row = claims.known - 1; row >= length; row -= 1) {
      last.set(at(this.columns.endorser, row), before[row] ?? NONE);
    }
    before.length = length;
    this.#claims = { ...claims, known: length };
    this.#last = last;
    this.#before = before;
    this.#frames = frames.filter((row) => row < length);
    this.#kept = undefined;
    this.columns.truncate(length);
    this.#tried.clear();
    this.#names = new TriedSymbols(this.columns.symbols);
  }

  /** The merges that count, what is tried among them: only for the register's own desk. */
  mergers(): EndorserMerged[] {
    const found: EndorserMerged[] = [];
    for (let row = 0; row < this.columns.length; row += 1) {
      const counts = this.typeOf(row) === 'EndorserMerged' && this.#claims.state[row] !== GONE;
      const merge = counts ? detailOf<EndorserMerged>(this.#claims, row) : undefined;
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
    return this.#frames.filter(
      (row) => this.typeOf(row) === type && this.#claims.state[row] !== GONE,
    );
  }

  /** The names that candidates entered under, or that stages have. */
  framed(type: 'CandidateEntered' | 'StageOpened'): string[] {
    const column = type === 'StageOpened' ? this.columns.stage : this.columns.candidate;
    return this.framing(type).map(
      (row) => this.name(at(column, at(this.#claims.dataFrom, row))) ?? '',
    );
  }

  /** The rows of an endorser, under all its names, that count; latest first within a name. */
  *rowsOfEndorser(endorser: string): Generator<number> {
    const symbol = this.symbol(endorser);
    if (symbol === NONE) return;
    for (const name of this.#merges.names(symbol)) {
      for (let row = this.#last.get(name) ?? NONE; row !== NONE; row = this.#before[row] ?? NONE) {
        if (this.#claims.state[row] !== GONE) yield row;
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

  /** The acts of a kind that an endorser has, under any of its names, other than in one row. */
  actsOf(endorser: string, kind: EntryType, except: number): KnownAct[] {
    const acts = new Map<number, KnownAct>();
    for (const row of this.rowsOfEndorser(endorser)) {
      const from = at(this.#claims.dataFrom, row);
      const candidate = this.name(at(this.columns.candidate, from));
      if (row === except || this.typeOf(row) !== kind || candidate === null) continue;
      const root = rootOf(this.#claims, row);
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
    return this.columns.length === 0 ? undefined : detailOf(this.#claims, 0);
  }
}
