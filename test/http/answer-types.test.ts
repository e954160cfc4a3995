/**
 * What the schemas of answers describe is what the queries give: each pair of types below must be one
 * and the same, in both directions, or `npm run check` fails in this file.
 */
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Entry as LedgerEntry } from '../../events/entry.ts';
import type { Role } from '../../src/access/role.ts';
import type { appendAnswer, warningsOf } from '../../src/http/append-answer.ts';
import type * as Append from '../../src/http/schemas/append.ts';
import type * as Ballots from '../../src/http/schemas/ballots.ts';
import type { Bundle } from '../../src/http/schemas/bundle.ts';
import type * as Citation from '../../src/http/schemas/citation.ts';
import type * as Comparison from '../../src/http/schemas/comparison.ts';
import type * as Contest from '../../src/http/schemas/contest.ts';
import type * as Contests from '../../src/http/schemas/contests.ts';
import type * as Endorser from '../../src/http/schemas/endorser.ts';
import { Entry, type LiveEntry } from '../../src/http/schemas/entry.ts';
import type * as EntryProvenance from '../../src/http/schemas/entry-provenance.ts';
import type * as Expectations from '../../src/http/schemas/expectations.ts';
import type * as Numbers from '../../src/http/schemas/number-provenance.ts';
import type * as Points from '../../src/http/schemas/points.ts';
import type * as Reconciliation from '../../src/http/schemas/reconciliation.ts';
import type * as Results from '../../src/http/schemas/results.ts';
import type * as Series from '../../src/http/schemas/series.ts';
import type * as Stages from '../../src/http/schemas/stages.ts';
import type * as Standings from '../../src/http/schemas/standings.ts';
import type * as Timeline from '../../src/http/schemas/timeline.ts';
import type * as Tokens from '../../src/http/schemas/tokens.ts';
import type * as Undeclared from '../../src/http/schemas/undeclared.ts';
import type { Verification } from '../../src/http/schemas/verification.ts';
import type * as Weak from '../../src/http/schemas/weak.ts';
import type { Bundle as LedgerBundle } from '../../src/interchange/bundle.ts';
import type { verificationBody } from '../../src/interchange/verification.ts';
import type { Ballots as AskedBallots } from '../../src/ledger/queries/ballots.ts';
import type { CitedEntry, CitedStandings } from '../../src/ledger/queries/citation.ts';
import type { Comparison as AskedComparison } from '../../src/ledger/queries/compare.ts';
import type { ContestState, StreamState } from '../../src/ledger/queries/contest.ts';
import type { ContestList } from '../../src/ledger/queries/contests.ts';
import type { EndorserRecord } from '../../src/ledger/queries/endorser.ts';
import type { EntryProvenance as AskedEntryProvenance } from '../../src/ledger/queries/entry-provenance.ts';
import type { Expectations as AskedExpectations } from '../../src/ledger/queries/expectations.ts';
import type { Points as AskedPoints } from '../../src/ledger/queries/points.ts';
import type { AskedCell, AskedUndeclared } from '../../src/ledger/queries/provenance.ts';
import type { Reconciliation as AskedReconciliation } from '../../src/ledger/queries/reconciliation.ts';
import type { Results as AskedResults } from '../../src/ledger/queries/results.ts';
import type { Series as AskedSeries } from '../../src/ledger/queries/series.ts';
import type { Stages as AskedStages } from '../../src/ledger/queries/stages.ts';
import type { Standings as AskedStandings } from '../../src/ledger/queries/standings.ts';
import type { Timeline as AskedTimeline } from '../../src/ledger/queries/timeline.ts';
import type { UndeclaredList } from '../../src/ledger/queries/undeclared.ts';
import type { WeakList } from '../../src/ledger/queries/weak.ts';

/** A type without `readonly`, which no body can show. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;

type Equal<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** A schema's type and a query's. */
type Pairs = {
  appended: [typeof Append.Appended, ReturnType<typeof appendAnswer>];
  contest: [typeof Contest.Contest, ContestState];
  register: [typeof Contest.Register, StreamState];
  bundle: [typeof Bundle, LedgerBundle];
  warning: [typeof Append.Warning, ReturnType<typeof warningsOf>[number]];
  ballots: [typeof Ballots.Ballots, AskedBallots];
  cell: [typeof Numbers.CellProvenance, AskedCell];
  comparison: [typeof Comparison.Comparison, AskedComparison];
  contests: [typeof Contests.ContestList, ContestList];
  endorser: [typeof Endorser.EndorserRecord, EndorserRecord];
  entry: [typeof Entry, LedgerEntry];
  entryProvenance: [typeof EntryProvenance.EntryProvenance, AskedEntryProvenance];
  expectations: [typeof Expectations.Expectations, AskedExpectations];
  live: [typeof LiveEntry, LedgerEntry & { readonly erased: false }];
  points: [typeof Points.Points, AskedPoints];
  reconciliation: [typeof Reconciliation.Reconciliation, AskedReconciliation];
  results: [typeof Results.Results, AskedResults];
  role: [typeof Tokens.Role, Role];
  series: [typeof Series.Series, AskedSeries];
  stages: [typeof Stages.Stages, AskedStages];
  standings: [typeof Standings.Standings, AskedStandings];
  timeline: [typeof Timeline.Timeline, AskedTimeline];
  undeclared: [typeof Undeclared.UndeclaredList, UndeclaredList];
  undeclaredNumber: [typeof Numbers.UndeclaredProvenance, AskedUndeclared];
  weak: [typeof Weak.WeakList, WeakList];
};

/** The citations are added to what the query gives; of `signatures` the query says no more than that it is text. */
type Without<T> = Omit<T, 'citations' | 'signatures'>;

type Agreement = {
  [N in keyof Pairs]: Pairs[N] extends [infer S extends z.ZodType, infer Q]
    ? Equal<z.infer<S>, Q>
    : never;
} & {
  citedEntry: Equal<Without<z.infer<typeof Citation.CitedEntry>>, CitedEntry>;
  citedStandings: Equal<Without<z.infer<typeof Citation.CitedStandings>>, CitedStandings>;
  verification: Equal<
    Without<z.infer<typeof Verification>>,
    Without<ReturnType<typeof verificationBody>>
  >;
};

const AGREE: Agreement = {
  appended: true,
  contest: true,
  register: true,
  bundle: true,
  verification: true,
  warning: true,
  ballots: true,
  cell: true,
  citedEntry: true,
  citedStandings: true,
  comparison: true,
  contests: true,
  endorser: true,
  entry: true,
  entryProvenance: true,
  expectations: true,
  live: true,
  points: true,
  reconciliation: true,
  results: true,
  role: true,
  series: true,
  stages: true,
  standings: true,
  timeline: true,
  undeclared: true,
  undeclaredNumber: true,
  weak: true,
};

test('types of schemas and of queries are compared when the code is compiled', () => {
  expect(Object.values(AGREE).every(Boolean)).toBe(true);
});

test('an entry is read as what it is, and an erased one as no live one', () => {
  const live = { type: 'EntryStruck', erased: false, data: { entry: 'x', why: 'y' } };
  expect(Entry.safeParse(live).success).toBe(false);
});
