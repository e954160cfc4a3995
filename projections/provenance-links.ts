import { CATALOG, typeOfCode } from '../events/catalog.ts';
import { type Claims, DISPUTED, GONE, isRecord, saidLatest } from './claims.ts';
import { at, type Columns, NONE } from './columns.ts';
import { ERASED, OUTCOMES } from './facets.ts';

/** What an entry does to the one that it names. */
export type Relation =
  | 'corrects'
  | 'strikes'
  | 'disputes'
  | 'resolves'
  | 'erases'
  | 'ends'
  | 'retells'
  | 'replaces';

/** One entry names another. */
export interface Link {
  readonly relation: Relation;
  readonly naming: number;
  readonly named: number;
  /** The claim that a correction has do so; NONE where the entry itself does. */
  readonly through: number;
}

const RECORDS = new Map<number, Relation>([
  [CATALOG.EntryCorrected.code, 'corrects'],
  [CATALOG.EntryStruck.code, 'strikes'],
  [CATALOG.EntryDisputed.code, 'disputes'],
  [CATALOG.DisputeResolved.code, 'resolves'],
  [CATALOG.PayloadErased.code, 'erases'],
]);
const ENDS = new Set<number>([CATALOG.EndorsementWithdrawn.code, CATALOG.NominationWithdrawn.code]);

/** What an entry names, and how. */
function linksFrom(columns: Columns, naming: number): Link[] {
  const type = at(columns.type, naming);
  const record = RECORDS.get(type);
  const target = record === undefined ? NONE : columns.rowOf(at(columns.entry, naming));
  const corrects = type === CATALOG.EntryCorrected.code;
  const subject = corrects ? at(columns.type, target) : type;
  const through = corrects ? target : NONE;
  const link = (relation: Relation, seq: number, by: number): Link[] => {
    const named = seq === NONE ? NONE : columns.rowOf(seq);
    return named === NONE ? [] : [{ relation, naming, named, through: by }];
  };
  return [
    ...(record === undefined ? [] : link(record, at(columns.entry, naming), NONE)),
    ...link(ENDS.has(subject) ? 'ends' : 'retells', at(columns.act, naming), through),
    ...link('replaces', at(columns.replaces, naming), through),
  ];
}

/**
 * The chain of an entry: what names it and what it names, and what was recorded of the records in the
 * chain (a strike of its correction, say), in order of recording.
 */
export function chainOf(columns: Columns, row: number): Link[] {
  const chain: Link[] = linksFrom(columns, row);
  const records = new Set([row]);
  for (let naming = 0; naming < columns.length; naming += 1) {
    if (naming === row) continue;
    for (const link of linksFrom(columns, naming)) {
      if (!records.has(link.named)) continue;
      // What merely tells again or ends the act of a record's claim is no part of its own chain.
      if (link.named !== row && !isRecord(at(columns.type, naming))) continue;
      chain.push(link);
      if (isRecord(at(columns.type, naming))) records.add(naming);
    }
  }
  return chain;
}

/**
 * These rows, all that they name, and all that was recorded of any of them: what it takes to read them
 * as they stand.
 */
export function withRecords(columns: Columns, rows: Iterable<number>): number[] {
  const all = new Set(rows);
  for (const row of all) for (const { named } of linksFrom(columns, row)) all.add(named);
  for (let row = 0; row < columns.length; row += 1) {
    if (!isRecord(at(columns.type, row))) continue;
    if (linksFrom(columns, row).some(({ named, relation }) => all.has(named) && of(relation))) {
      all.add(row);
    }
  }
  return [...all].sort((one, other) => one - other);
}

/** Does a relation say something of the named entry itself? */
const of = (relation: Relation): boolean => relation !== 'retells' && relation !== 'replaces';

/** What became of an entry, at a knownAt and a reportedBy. */
export interface Fate {
  readonly state: 'counts' | 'disputed' | 'erased' | 'struck' | 'rejected' | 'unpublished';
  /** The row of the entry that made it so; NONE where none did. */
  readonly by: number;
}

/** The last known row of a type that names an entry and holds; NONE where there is none. */
function lastNaming(claims: Claims, row: number, code: number, facet?: number): number {
  const { columns } = claims;
  const seq = at(columns.seq, row);
  for (let other = claims.known - 1; other > row; other -= 1) {
    if (at(columns.type, other) !== code || at(columns.entry, other) !== seq) continue;
    if (facet !== undefined && at(columns.facet, other) !== facet) continue;
    if (claims.state[other] !== GONE) return other;
  }
  return NONE;
}

/**
 * The erasures that may have taken an entry's payload: the one that names it; of an entry that was erased
 * along with another all since, for what linked the two went with their bytes.
 */
export function erasuresOf(columns: Columns, row: number): number[] {
  const seq = at(columns.seq, row);
  const since: number[] = [];
  for (let other = row + 1; other < columns.length; other += 1) {
    if (at(columns.type, other) !== CATALOG.PayloadErased.code) continue;
    if (at(columns.entry, other) === seq) return [other];
    since.push(other);
  }
  return since;
}

/** The erasure that took an entry's payload; NONE where several may have. */
function erasureOf(columns: Columns, row: number): number {
  const [first = NONE, ...others] = erasuresOf(columns, row);
  return others.length === 0 ? first : NONE;
}

/** What became of an entry, and which entry made it so. */
export function fateOf(claims: Claims, row: number, reportedBy: number): Fate {
  const { columns } = claims;
  if (claims.state[row] === DISPUTED) {
    return { state: 'disputed', by: lastNaming(claims, row, CATALOG.EntryDisputed.code) };
  }
  if (claims.state[row] !== GONE) return { state: 'counts', by: NONE };
  if (at(columns.facet, row) === ERASED) return { state: 'erased', by: erasureOf(columns, row) };
  const struck = lastNaming(claims, row, CATALOG.EntryStruck.code);
  if (struck !== NONE) return { state: 'struck', by: struck };
  const rejected = lastNaming(claims, row, CATALOG.DisputeResolved.code, OUTCOMES.rejected);
  if (rejected !== NONE) return { state: 'rejected', by: rejected };
  if (saidLatest(claims, row) > reportedBy) return { state: 'unpublished', by: NONE };
  // Covered by an erasure whose bytes are gone or to go: nothing else makes a claim not count.
  return { state: 'erased', by: erasureOf(columns, row) };
}

/** The claim that a record entry is about in the end; a claim is about itself. */
export function claimBehind(columns: Columns, row: number): number {
  let claim = row;
  for (let steps = 0; steps < columns.length; steps += 1) {
    if (claim === NONE || !isRecord(at(columns.type, claim))) return claim;
    claim = columns.rowOf(at(columns.entry, claim));
  }
  return NONE;
}

/** The type of a row. */
export const typeOf = (columns: Columns, row: number) => typeOfCode(at(columns.type, row));
