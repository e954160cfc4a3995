import { CATALOG, type DataOf } from '../../../events/catalog.ts';
import { detailOf, GONE, resolveClaims } from '../../../projections/claims.ts';
import { at, type Columns, NONE } from '../../../projections/columns.ts';
import { ERASED } from '../../../projections/facets.ts';
import {
  chainOf,
  claimBehind,
  erasuresOf,
  withRecords,
} from '../../../projections/provenance-links.ts';
import { rollOf } from '../../../projections/roll.ts';
import { rowsOf } from '../../../projections/told.ts';
import { contestOfStream } from '../../store/event-store.ts';
import { FOREVER } from '../../time/day.ts';
import type { AskedClocks } from '../clocks.ts';
import { momentAt, type Sources } from './asking.ts';
import { storedEntry } from './entry.ts';
import type { AskedCell } from './provenance.ts';

/** The sequence numbers of rows with all records of them, and the erasures that took their payloads. */
function whole(columns: Columns, rows: Iterable<number>): number[] {
  const all = new Set(withRecords(columns, rows));
  for (const row of [...all]) {
    if (at(columns.facet, row) !== ERASED) continue;
    for (const erasure of erasuresOf(columns, row)) all.add(erasure);
  }
  return [...all].map((row) => at(columns.seq, row));
}

/** The entries that it takes to read one entry as it stands: its chain, both ways. */
export async function seqsBehindEntry(sources: Sources, id: string): Promise<number[]> {
  const stored = await storedEntry(sources.store, id);
  const contest = contestOfStream(stored.stream);
  const { reader } = sources;
  const columns = await reader.of(contest);
  const row = stored.revision;
  const chain = chainOf(columns, row).flatMap(({ naming, named }) => [naming, named]);
  const claim = claimBehind(columns, row);
  return whole(columns, [row, ...chain, ...(claim === NONE ? [] : [claim])]);
}

/** The merges that make these names one endorser, with all records of them. */
async function merging({ reader }: Sources, names: ReadonlySet<string>): Promise<number[]> {
  const register = await reader.register();
  const claims = resolveClaims(register, register.length, FOREVER);
  const rows: number[] = [];
  for (let row = 0; row < register.length; row += 1) {
    const merge = detailOf<DataOf<'EndorserMerged'>>(claims, row);
    const isMerge = at(register.type, row) === CATALOG.EndorserMerged.code;
    if (!isMerge || claims.state[row] === GONE || merge === undefined) continue;
    if (names.has(merge.endorser) && names.has(merge.into)) rows.push(row);
  }
  return whole(register, rows);
}

/**
 * The entries behind a cell: the contest's opening, the candidate, the claims and ends of every endorser
 * that is counted, their enrolments and merges, the printed tables, and all records of any of them.
 */
export async function seqsBehindCell(
  sources: Sources,
  cell: AskedCell,
  clocks: AskedClocks,
): Promise<number[]> {
  const { timeline } = await momentAt(sources, cell.contest, clocks, cell.policy);
  const { view } = timeline;
  const { columns, claims } = view;
  const { symbols } = columns;
  const candidate = symbols.of(cell.candidate);
  const mine = new Set(cell.endorsers.map((each) => symbols.of(each.endorser)));
  const enrolled = rollOf(view).filter((each) => mine.has(each.endorser));
  const entered = rowsOf(claims, 'CandidateEntered').filter(
    (row) => at(columns.candidate, at(claims.dataFrom, row)) === candidate,
  );
  const { printed, others } = cell.best;
  const tables: number[] = [];
  for (const { entry } of [...(printed === null ? [] : [printed]), ...others]) {
    tables.push((await storedEntry(sources.store, entry)).revision);
  }
  const rows = [
    ...rowsOf(claims, 'ContestOpened'),
    ...entered,
    ...enrolled.flatMap((each) => each.rows),
    ...cell.endorsers.flatMap(({ acts }) =>
      acts.flatMap((act) => act.claims.map((claim) => claim.row)),
    ),
    ...tables,
  ];
  const merged = cell.endorsers.filter((each) => each.names.length > 1);
  const names = new Set(merged.flatMap((each) => each.names));
  const merges = names.size === 0 ? [] : await merging(sources, names);
  return [...whole(columns, rows), ...merges];
}
