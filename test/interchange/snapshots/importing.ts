/** Dated copies through the real mapping and intake, without files. */
import { createHash } from 'node:crypto';
import { standingsOn } from '../../../projections/on-day.ts';
import { covers, union } from '../../../projections/spans.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { RowProblem } from '../../../src/interchange/intake/outcome.ts';
import type { Intake } from '../../../src/interchange/intake/take-contest.ts';
import type { NamedList } from '../../../src/interchange/intake/take-lists.ts';
import { parseMapping } from '../../../src/interchange/mapping/mapping-file.ts';
import type { Mapping, Snapshots } from '../../../src/interchange/mapping/schema.ts';
import { copyLists } from '../../../src/interchange/snapshots/copy-lists.ts';
import { type CopiesTaken, takeCopies } from '../../../src/interchange/snapshots/take-copies.ts';
import { digestOf } from '../../../src/ledger/digest.ts';
import { type Service, serviceOver } from '../../../src/ledger/service.ts';
import { decodeEntry } from '../../../src/store/decode.ts';
import type { LedgerStore } from '../../../src/store/ledger-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { StagedRow } from '../../../src/store/staging.ts';
import { type Day, FOREVER } from '../../../src/time/day.ts';
import type { DatedCopy, Row } from './oracle.ts';

export const CONTEST = 'primary';
export const LIST = 'https://list.example/';
const COLUMNS = ['endorser', 'category', 'candidate', 'date'];

const MAPPING = {
  mapping: 1,
  title: 'a list that is overwritten',
  contest: CONTEST,
  entries: [
    {
      type: 'ContestOpened',
      on: '2000',
      data: {
        title: 'Primary',
        office: 'Nominee',
        organisation: 'Party',
        categories: [
          { category: 'gov', name: 'Governors' },
          { category: 'sen', name: 'Senators' },
        ],
      },
    },
    {
      type: 'CandidateEntered',
      when: { candidate: { blank: false } },
      on: '2000',
      data: { candidate: { column: 'candidate' }, name: { column: 'candidate' } },
    },
    {
      type: 'EndorserEnrolled',
      data: {
        endorser: { column: 'endorser' },
        name: { column: 'endorser' },
        category: { column: 'category' },
        nominates: false,
      },
    },
    {
      type: 'EndorsementMade',
      when: { candidate: { blank: false } },
      on: { column: 'date' },
      data: {
        endorser: { column: 'endorser' },
        choices: [{ candidate: { column: 'candidate' }, rank: 1 }],
        form: 'endorsement',
      },
    },
  ],
  snapshots: { url: LIST, publisher: 'Somebody', title: 'A list' },
};

/** The mapping of the copies here. */
export function mappingFor(
  removed: Snapshots['removed'] = 'withdrawn',
  sameAct: Mapping['sameAct'] = 'refuse',
): Mapping {
  const { snapshots } = MAPPING;
  const text = JSON.stringify({ ...MAPPING, sameAct, snapshots: { ...snapshots, removed } });
  return parseMapping(text, 'mapping.json');
}

const cellsOf = ({ rows }: DatedCopy): string[][] =>
  rows.map(({ endorser, category, candidate, on }) => [
    endorser,
    category,
    candidate ?? '',
    on ?? '',
  ]);

/** A list as it is once all of it was read. */
export function listOf(copy: DatedCopy, name: string): NamedList {
  const sha256 = createHash('sha256').update(JSON.stringify(copy)).digest('hex');
  return {
    name,
    list: {
      head: { columns: COLUMNS },
      bytes: 1,
      sha256: () => sha256,
      async *rows() {},
      bytesRead: () => 1,
    },
  };
}

/** An empty ledger in memory, with a clock of its own. */
export function emptyLedger(store: LedgerStore = openSqliteStore(':memory:')): Service {
  let clock = Date.UTC(2026, 0, 1);
  let next = 0;
  return serviceOver(store, {
    now: () => {
      clock += 1000;
      return clock;
    },
    randomBytes: (length) =>
      Uint8Array.from({ length }, () => {
        next = (next * 1_103_515_245 + 12_345) % 2_147_483_648;
        return next >> 8;
      }),
  });
}

/** What an import came to, and what was told on the way. */
export type Imported = CopiesTaken & { readonly problems: readonly RowProblem[] };

/** Imports copies in one command. */
export async function importCopies(
  service: Service,
  copies: readonly DatedCopy[],
  mapping: Mapping,
  dryRun = false,
): Promise<Imported> {
  const named = copies.map((copy) => listOf(copy, `${copy.day}.csv`));
  const lists = copyLists(named, mapping, mapping.snapshots as Snapshots, undefined);
  const problems: RowProblem[] = [];
  const intake: Intake = {
    service,
    lists,
    options: {
      recordedBy: 'an editor',
      strict: false,
      dryRun,
      key: new Uint8Array(32).fill(7),
      sameAct: mapping.sameAct,
    },
    hearing: {
      problem: (problem) => problems.push(problem),
      warning: () => undefined,
      enrolled: () => undefined,
    },
  };
  const rows: StagedRow[] = copies.flatMap((copy, list) =>
    cellsOf(copy).map((cells, index) => ({ list, row: index + 2, cells })),
  );
  const snapshots = mapping.snapshots as Snapshots;
  const { signal } = new AbortController();
  return { ...(await takeCopies(intake, snapshots, CONTEST, rows, signal)), problems };
}

/** The timeline of the contest by what was reported by a day. */
export async function timelineBy(service: Service, reportedBy: Day): Promise<StandingsTimeline> {
  const { seq } = await service.store.head();
  return service.views.timeline(CONTEST, { knownAt: seq, reportedBy }, 'acts');
}

/** Who certainly backs whom on a day, as "endorser candidate category", in order. */
export function backersOn({ endorsers, view }: StandingsTimeline, day: Day): string[] {
  const name = (symbol: number) => view.columns.symbols.name(symbol);
  return endorsers
    .flatMap(({ endorser, category, acts }) =>
      acts
        .filter(({ certain }) => covers(certain, day))
        .map(({ act }) => `${name(endorser)} ${name(act.candidate)} ${name(category)}`),
    )
    .sort();
}

/** Who possibly backs whom on a day. */
export function possibleOn({ endorsers, view }: StandingsTimeline, day: Day): string[] {
  const name = (symbol: number) => view.columns.symbols.name(symbol);
  return endorsers
    .flatMap(({ endorser, acts }) =>
      acts
        .filter(({ possible }) => covers(possible, day))
        .map(({ act }) => `${name(endorser)} ${name(act.candidate)}`),
    )
    .sort();
}

const IDS = /"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f-]{21}"/g;

/** All states at the given days of both clocks, without the ids of entries; with digests where nothing conflicts. */
export async function statesOf(
  service: Service,
  asOfs: readonly Day[],
  reportedBys: readonly Day[],
): Promise<string[]> {
  const found: string[] = [];
  for (const reportedBy of [...reportedBys, FOREVER]) {
    const timeline = await timelineBy(service, reportedBy);
    const { view } = timeline;
    const name = (symbol: number) => view.columns.symbols.name(symbol);
    const spans = timeline.endorsers.map(({ endorser, category, acts }) => {
      const byCandidate = Map.groupBy(acts, ({ act }) => name(act.candidate));
      const held = [...byCandidate].map(
        ([candidate, all]) =>
          `${candidate}: ${union(all.map((each) => each.certain))} of ${union(all.map((each) => each.possible))}`,
      );
      return `${name(endorser)} ${category < 0 ? '' : name(category)}: ${held.sort().join('; ')}`;
    });
    found.push(`reportedBy ${reportedBy}: ${spans.sort().join(' | ')}`);
    for (const asOf of asOfs) {
      const state = standingsOn(timeline, CONTEST, asOf);
      const said = JSON.stringify(state).replaceAll(IDS, '"id"');
      const digest = state.conflicts.length > 0 ? '' : digestOf(state, 'acts');
      found.push(`${asOf} ${reportedBy} ${said} ${digest}`);
    }
  }
  return found;
}

/** A row of a copy. */
export const row = (endorser: string, candidate: string | null, on: string | null = null): Row => ({
  endorser,
  category: 'gov',
  candidate,
  on,
});

/** A copy of a day. */
export const copy = (day: string, ...rows: Row[]): DatedCopy => ({ day, rows });

/** All entries of a ledger. */
export const entriesOf = async ({ store }: Service) =>
  (await store.readAll(0, 10_000)).map(decodeEntry);
