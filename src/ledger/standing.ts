import { CATALOG } from '../../events/catalog.ts';
import {
  admit,
  type Claims,
  COUNTED,
  DISPUTED,
  GONE,
  isRecord,
  resolveClaims,
} from '../../projections/claims.ts';
import { at, type Columns, NONE } from '../../projections/columns.ts';
import { AMENDS, ERASED, OUTCOMES } from '../../projections/facets.ts';
import { FOREVER } from '../../src/time/day.ts';

const { EntryCorrected, EntryStruck, EntryDisputed, DisputeResolved, PayloadErased } = CATALOG;
const FRAMES: readonly number[] = [CATALOG.CandidateEntered.code, CATALOG.StageOpened.code];
const WITHDRAWALS: readonly number[] = [
  CATALOG.EndorsementWithdrawn.code,
  CATALOG.NominationWithdrawn.code,
];

/** Rows by what is asked of them, each list in order. */
interface Lists {
  /** The last row of each endorser, and for each row the one before it of the same endorser. */
  readonly last: Map<number, number>;
  readonly before: number[];
  /** The rows that open stages and enter candidates: few, and asked for at every append. */
  readonly frames: number[];
  /** The rows that withdraw or replace an act. */
  readonly ends: number[];
  /** The rows that name an act: to tell it again, or to end it. */
  readonly naming: number[];
}

const noLists = (): Lists => ({ last: new Map(), before: [], frames: [], ends: [], naming: [] });

/** Is this row a withdrawal? */
export const withdraws = ({ type }: Columns, row: number): boolean =>
  WITHDRAWALS.includes(at(type, row));

/** What a tried row has changed of an earlier one. */
interface Change {
  readonly column: 'state' | 'onFrom' | 'dataFrom';
  readonly row: number;
  readonly before: number;
}

/** Does a record entry change what others say? All sources are visible here, so correcting them alone does not. */
const changesOthers = (type: number, facet: number): boolean =>
  isRecord(type) && !(type === EntryCorrected.code && facet === AMENDS.sources);

function shorten(rows: number[], length: number): void {
  while ((rows.at(-1) ?? NONE) >= length) rows.pop();
}

/**
 * What counts of a stream's rows, whatever its dates, and where they are found: taken in row by row. Most record
 * entries change one claim; all is resolved anew only where one may change more.
 */
export class Standing {
  readonly #columns: Columns;
  #claims: Claims;
  #lists = noLists();
  /** What was changed by rows that are only tried, and what held before all was resolved for one of them. */
  #changes: Change[] = [];
  #kept: { readonly claims: Claims; readonly lists: Lists } | undefined;

  constructor(columns: Columns) {
    this.#columns = columns;
    this.#claims = resolveClaims(columns, 0, FOREVER);
  }

  /** The rows with corrections, strikes and disputes applied. */
  get claims(): Claims {
    return this.#claims;
  }

  get lists(): Lists {
    return this.#lists;
  }

  /** Takes in the next row; `tried`: it may be taken back. */
  take(tried: boolean): void {
    const row = this.#claims.known;
    const { type, facet } = this.#columns;
    const changes = changesOthers(at(type, row), at(facet, row));
    const isLast = this.#columns.length === row + 1;
    if (changes && !(isLast && this.#changeOne(row, tried))) {
      if (tried) this.#kept ??= { claims: this.#claims, lists: this.#lists };
      this.#resolve();
    } else {
      this.#claims = admit(this.#claims);
      this.#link(row);
    }
  }

  #resolve(): void {
    this.#claims = resolveClaims(this.#columns, this.#columns.length, FOREVER);
    this.#lists = noLists();
    for (let row = 0; row < this.#columns.length; row += 1) this.#link(row);
  }

  #link(row: number): void {
    const { columns, claims } = { columns: this.#columns, claims: this.#claims };
    const { last, before, frames, ends, naming } = this.#lists;
    const from = at(claims.dataFrom, row);
    const endorser = at(columns.endorser, from);
    before[row] = last.get(endorser) ?? NONE;
    last.set(endorser, row);
    if (FRAMES.includes(at(columns.type, row))) frames.push(row);
    if (withdraws(columns, row) || at(columns.replaces, from) !== NONE) ends.push(row);
    if (at(columns.act, from) !== NONE) naming.push(row);
  }

  /** Applies a record entry that changes one claim and no list; false, with nothing done, for any other. */
  #changeOne(row: number, tried: boolean): boolean {
    const { type, facet, entry } = this.#columns;
    const [code, bits] = [at(type, row), at(facet, row)];
    const target = this.#columns.rowOf(at(entry, row));
    const spreads = this.#claims.erased > 0 || bits === ERASED || code === PayloadErased.code;
    if (spreads || target === NONE || isRecord(at(type, target))) return false;
    const changes =
      code === EntryCorrected.code
        ? this.#corrected(row, target, bits)
        : this.#judged(target, code, bits);
    if (changes === undefined) return false;
    for (const [column, now] of changes) {
      const cells = this.#claims[column];
      // What is undone are the arrays from before all was resolved.
      if (tried && this.#kept === undefined) {
        this.#changes.push({ column, row: target, before: at(cells as Int32Array, target) });
      }
      cells[target] = now;
    }
    return true;
  }

  #corrected(row: number, target: number, bits: number): [Change['column'], number][] | undefined {
    const corrects = (bits & AMENDS.data) !== 0;
    if (corrects && !this.#liesAlike(row, at(this.#claims.dataFrom, target))) return undefined;
    const changes: [Change['column'], number][] = corrects ? [['dataFrom', row]] : [];
    return (bits & AMENDS.on) === 0 ? changes : [...changes, ['onFrom', row]];
  }

  /** Would a row with this data lie in the lists where one with the other does? */
  #liesAlike(one: number, other: number): boolean {
    const { endorser, act, replaces } = this.#columns;
    const alike = (column: Int32Array) =>
      (at(column, one) === NONE) === (at(column, other) === NONE);
    return at(endorser, one) === at(endorser, other) && alike(act) && alike(replaces);
  }

  /** A claim is struck, disputed, or a dispute about it settled. */
  #judged(target: number, code: number, bits: number): [Change['column'], number][] | undefined {
    const state = this.#claims.state[target];
    if (code === EntryStruck.code) return [['state', GONE]];
    // What is gone may have been struck, or rejected.
    if (code === EntryDisputed.code) return state === GONE ? undefined : [['state', DISPUTED]];
    if (code !== DisputeResolved.code || state !== DISPUTED) return undefined;
    return [['state', bits === OUTCOMES.upheld ? COUNTED : GONE]];
  }

  /** Takes back all rows that were tried, down to a length. */
  takeBack(length: number): void {
    const { claims, lists } = this.#kept ?? { claims: this.#claims, lists: this.#lists };
    for (const { column, row, before } of this.#changes.toReversed()) claims[column][row] = before;
    for (let row = claims.known - 1; row >= length; row -= 1) {
      lists.last.set(at(this.#columns.endorser, row), lists.before[row] ?? NONE);
    }
    lists.before.length = length;
    for (const list of [lists.frames, lists.ends, lists.naming]) shorten(list, length);
    this.#claims = claims.known === length ? claims : { ...claims, known: length };
    this.#lists = lists;
    this.#changes = [];
    this.#kept = undefined;
  }
}
