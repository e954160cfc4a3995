import { CATALOG, kindOf, typeOfCode } from '../events/catalog.ts';
import { type Day, FOREVER } from '../src/time/day.ts';
import { at, type Columns, NONE } from './columns.ts';
import { AMENDS, ERASED, FACET_SHIFT, OUTCOMES } from './facets.ts';

/** What counts of an entry at a knownAt and a reportedBy. */
export const GONE = 0;
export const DISPUTED = 1;
export const COUNTED = 2;

/** The entries of a stream with corrections, strikes, disputes and erasures applied. */
export interface Claims {
  readonly columns: Columns;
  /** How many rows are known; the rest came later. */
  readonly known: number;
  /** GONE, DISPUTED or COUNTED, a row each. */
  readonly state: Uint8Array;
  /** The row that says when: the entry's own or that of the correction that holds. */
  readonly onFrom: Int32Array;
  /** The row that says what. */
  readonly dataFrom: Int32Array;
  /** The correction whose sources hold, for the rows whose sources were corrected. */
  readonly citedBy: ReadonlyMap<number, number>;
  /** How many of the known entries are erased. */
  readonly erased: number;
}

const { EntryCorrected, EntryStruck, EntryDisputed, DisputeResolved, PayloadErased } = CATALOG;
const ENDS = new Set<number>([CATALOG.EndorsementWithdrawn.code, CATALOG.NominationWithdrawn.code]);
const RECORDS = new Set<number>([
  EntryCorrected.code,
  EntryStruck.code,
  EntryDisputed.code,
  DisputeResolved.code,
]);

const IS_RECORD = new Uint8Array(1 + Math.max(...RECORDS, PayloadErased.code));
for (const code of [...RECORDS, PayloadErased.code]) IS_RECORD[code] = 1;

/** Is this the code of a correction, strike, dispute, resolution or erasure? */
export const isRecord = (code: number): boolean => IS_RECORD[code] === 1;

/** The sequence numbers that a row names as what it corrects, ends, strikes, disputes or replaces. */
function namedBy(columns: Columns, row: number): number[] {
  const type = at(columns.type, row);
  const named = [at(columns.replaces, row)];
  if (RECORDS.has(type)) named.push(at(columns.entry, row));
  const corrected = columns.rowOf(at(columns.entry, row));
  const subject = type === EntryCorrected.code ? at(columns.type, corrected) : type;
  if (ENDS.has(subject)) named.push(at(columns.act, row));
  return named.filter((seq) => seq !== NONE).map((seq) => columns.rowOf(seq));
}

/**
 * The rows that erasures cover, of the whole stream, since an erasure holds at every knownAt: the
 * entry, all that correct, end, strike, dispute or replace it, what these name, and so on.
 */
function erasedRows(columns: Columns, marks: readonly number[]): ReadonlySet<number> {
  const erased = new Set<number>();
  for (const row of marks) {
    if (at(columns.facet, row) === ERASED) erased.add(row);
    if (at(columns.type, row) === PayloadErased.code) {
      erased.add(columns.rowOf(at(columns.entry, row)));
    }
  }
  return spreadFrom(columns, erased);
}

/** The rows that an erasure of one row would cover, itself among them. */
export const coveredBy = (columns: Columns, row: number): ReadonlySet<number> =>
  spreadFrom(columns, new Set([row]));

function spreadFrom(columns: Columns, erased: Set<number>): ReadonlySet<number> {
  let before = 0;
  while (erased.size > before) {
    before = erased.size;
    spread(columns, erased);
  }
  return erased;
}

function spread(columns: Columns, erased: Set<number>): void {
  for (let row = 0; row < columns.length; row += 1) {
    const named = namedBy(columns, row);
    if (named.some((other) => erased.has(other))) erased.add(row);
    if (erased.has(row)) for (const other of named) erased.add(other);
  }
}

/** Which of the records strike what, and which corrections hold, latest first. */
function strikes(
  columns: Columns,
  records: readonly number[],
  reportedBy: Day,
  erased: ReadonlySet<number>,
) {
  const struck = new Set<number>();
  const holding: number[] = [];
  for (const row of records.toReversed()) {
    const type = at(columns.type, row);
    if (type !== EntryStruck.code && type !== EntryCorrected.code) continue;
    if (struck.has(row) || erased.has(row) || at(columns.saidLatest, row) > reportedBy) continue;
    if (type === EntryStruck.code) struck.add(columns.rowOf(at(columns.entry, row)));
    else holding.push(row);
  }
  return { struck, corrections: holding.reverse() };
}

/** Whether each disputed row is open (undefined: never disputed), in order of recording. */
function disputes(columns: Columns, records: readonly number[], erased: ReadonlySet<number>) {
  const status = new Map<number, 'open' | 'upheld' | 'rejected'>();
  for (const row of records) {
    const type = at(columns.type, row);
    if (type !== EntryDisputed.code && type !== DisputeResolved.code) continue;
    if (erased.has(row)) continue;
    const upheld = at(columns.facet, row) === OUTCOMES.upheld;
    const outcome = upheld ? 'upheld' : 'rejected';
    status.set(
      columns.rowOf(at(columns.entry, row)),
      type === EntryDisputed.code ? 'open' : outcome,
    );
  }
  return status;
}

/** The row's own facet, or the one that a correction puts in its place. */
export function facetOf(claims: Claims, row: number): number {
  const from = at(claims.dataFrom, row);
  const facet = at(claims.columns.facet, from);
  return from === row ? facet : facet >> FACET_SHIFT;
}

/** The data of a row that fits no column, as corrected. */
export function detailOf<T>(claims: Claims, row: number): T | undefined {
  return claims.columns.detail(at(claims.dataFrom, row))?.data as T | undefined;
}

/** The date of a row with a detail, as it was written or corrected. */
export function writtenOn(claims: Claims, row: number): string | null {
  return claims.columns.detail(at(claims.onFrom, row))?.on ?? null;
}

function rowNumbers(known: number): Int32Array {
  const rows = new Int32Array(known);
  for (let row = 0; row < known; row += 1) rows[row] = row;
  return rows;
}

/** The rows that are records, and those that are erased or erase others: few, and the rest is told by them. */
function marked(columns: Columns): readonly number[] {
  const rows: number[] = [];
  const { type, facet, length } = columns;
  for (let row = 0; row < length; row += 1) {
    if (isRecord(at(type, row)) || at(facet, row) === ERASED) rows.push(row);
  }
  return rows;
}

/**
 * What a stream's entries say at a knownAt (so many rows) and a reportedBy: the one place where
 * corrections, strikes, disputes and erasures are applied.
 */
export function resolveClaims(columns: Columns, known: number, reportedBy: Day): Claims {
  const marks = marked(columns);
  const records = marks.filter((row) => row < known);
  const erased = erasedRows(columns, marks);
  const { struck, corrections } = strikes(columns, records, reportedBy, erased);
  const state = new Uint8Array(known).fill(COUNTED);
  const lost = [...erased].filter((row) => row >= 0 && row < known);
  const claims = { ...amend(columns, known, corrections), columns, known, state };
  for (const [row, status] of disputes(columns, records, erased)) {
    if (status !== 'upheld') state[row] = status === 'open' ? DISPUTED : GONE;
  }
  for (const row of struck) state[row] = GONE;
  for (const row of lost) state[row] = GONE;
  const resolved = { ...claims, erased: lost.length };
  if (reportedBy !== FOREVER) hideUnreported(resolved, reportedBy);
  return resolved;
}

function hideUnreported(claims: Claims, reportedBy: Day): void {
  for (let row = 0; row < claims.known; row += 1) {
    if (!visible(claims, row, reportedBy)) claims.state[row] = GONE;
  }
}

/** Of several corrections of one claim the later wins, field by field. */
function amend(columns: Columns, known: number, corrections: readonly number[]) {
  const onFrom = rowNumbers(known);
  const dataFrom = rowNumbers(known);
  const citedBy = new Map<number, number>();
  for (const row of corrections) {
    const target = columns.rowOf(at(columns.entry, row));
    const amends = at(columns.facet, row);
    if ((amends & AMENDS.on) !== 0) onFrom[target] = row;
    if ((amends & AMENDS.data) !== 0) dataFrom[target] = row;
    if ((amends & AMENDS.sources) !== 0) citedBy.set(target, row);
  }
  return { onFrom, dataFrom, citedBy };
}

/**
 * The same claims and one more row that is no record entry, visible to all: what resolveClaims would
 * give at an unbounded reportedBy, without going through the stream again.
 */
export function admit(claims: Claims): Claims {
  const row = claims.known;
  const grown = row < claims.state.length ? claims : larger(claims);
  const erased = at(claims.columns.facet, row) === ERASED;
  grown.state[row] = erased ? GONE : COUNTED;
  grown.onFrom[row] = row;
  grown.dataFrom[row] = row;
  return { ...grown, known: row + 1, erased: claims.erased + (erased ? 1 : 0) };
}

function larger(claims: Claims): Claims {
  const size = Math.max(16, claims.known * 2);
  const state = new Uint8Array(size);
  const onFrom = new Int32Array(size);
  const dataFrom = new Int32Array(size);
  state.set(claims.state);
  onFrom.set(claims.onFrom);
  dataFrom.set(claims.dataFrom);
  return { ...claims, state, onFrom, dataFrom };
}

/** The day by which a row was surely published, of the sources that hold. */
export function saidLatest(claims: Claims, row: number): Day {
  const cited = claims.citedBy.get(row);
  const { columns } = claims;
  return cited === undefined ? at(columns.saidLatest, row) : at(columns.citedLatest, cited);
}

function visible(claims: Claims, row: number, reportedBy: Day): boolean {
  if (saidLatest(claims, row) <= reportedBy) return true;
  return kindOf(typeOfCode(at(claims.columns.type, row))).frames;
}
