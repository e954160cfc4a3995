import type { Silence } from '../../projections/silence.ts';
import { listed } from '../interchange/rows/undeclared.ts';
import type { Ballots } from '../ledger/queries/ballots.ts';
import type { Cited } from '../ledger/queries/citing.ts';
import type { UndeclaredList } from '../ledger/queries/undeclared.ts';
import { type Cutting, type PartNumber, partAsked } from '../web/part-of-rows.ts';
import { entriesShown, type ReconciliationShown } from '../web/reconciliation-page.ts';

/** A part of an answer that is too long for a page, and which one it is. Refuses, as BadQuestion, one that it has not. */
export type Cut<T> = (
  whole: T,
  asked: string | undefined,
) => { readonly answer: T; readonly part: PartNumber };

/** How an answer is cut: the rows that it consists of, how, and what it is with some of them. */
interface Long<T, Row> {
  rows(whole: T): readonly Row[];
  cutting(rows: readonly Row[]): Cutting<Row>;
  only(whole: T, rows: readonly Row[]): T;
}

const cutAs =
  <T, Row>({ rows, cutting, only }: Long<T, Row>): Cut<T> =>
  (whole, asked) => {
    const all = rows(whole);
    const part = partAsked(all, asked, cutting(all));
    return { answer: part.parts === 1 ? whole : only(whole, part.rows), part };
  };

/** Those sources that entries rest on. */
function citedOf(sources: Cited, entries: ReadonlySet<string>): Cited {
  return Object.fromEntries(Object.entries(sources).filter(([entry]) => entries.has(entry)));
}

/** A row of one of the lists of an answer, by the name of the list. */
type RowOf<Lists> = { readonly [Name in keyof Lists]: Lists[Name][keyof Lists[Name] & number] };

type BallotsRow = Partial<RowOf<Pick<Ballots, 'ballots' | 'decisions' | 'polls'>>>;

function ballotsWeight({ ballots, polls }: BallotsRow): number {
  if (ballots !== undefined) {
    return ballots.claims.reduce((sum, { options }) => sum + 2 + options.length, 2);
  }
  return polls === undefined ? 1 : 2;
}

/** Ballots, decisions and polls, one after the other. */
export const ballotsCut: Cut<Ballots> = cutAs<Ballots, BallotsRow>({
  rows: (whole) => [
    ...whole.ballots.map((ballots) => ({ ballots })),
    ...whole.decisions.map((decisions) => ({ decisions })),
    ...whole.polls.map((polls) => ({ polls })),
  ],
  cutting: () => ({ most: 130, weigh: ballotsWeight }),
  only: (whole, rows) => ({
    ...whole,
    ballots: rows.flatMap(({ ballots = [] }) => ballots),
    decisions: rows.flatMap(({ decisions = [] }) => decisions),
    polls: rows.flatMap(({ polls = [] }) => polls),
  }),
});

type ReconciliationRow = Partial<RowOf<Pick<ReconciliationShown, 'contradictions' | 'tallies'>>>;

const entriesIn = ({ contradictions, tallies }: ReconciliationRow): readonly string[] => [
  ...(contradictions === undefined ? [] : entriesShown(contradictions)),
  ...(tallies === undefined ? [] : [tallies.entry]),
];

/** What contradicts and what is printed, one after the other, each with its own sources. */
export const reconciliationCut: Cut<ReconciliationShown> = cutAs<
  ReconciliationShown,
  ReconciliationRow
>({
  rows: (whole) => [
    ...whole.contradictions.map((contradictions) => ({ contradictions })),
    ...whole.tallies.map((tallies) => ({ tallies })),
  ],
  cutting: () => ({
    most: 180,
    weigh: (row) => 1 + entriesIn(row).length + (row.tallies?.figures.length ?? 0),
  }),
  only: (whole, rows) => ({
    ...whole,
    contradictions: rows.flatMap(({ contradictions = [] }) => contradictions),
    tallies: rows.flatMap(({ tallies = [] }) => tallies),
    sources: citedOf(whole.sources, new Set(rows.flatMap(entriesIn))),
  }),
});

type SilentRow = ReturnType<typeof listed>[number] & { readonly category: string };

const silentRows = ({ categories }: UndeclaredList): SilentRow[] =>
  categories.flatMap((silence) =>
    listed(silence).map((row) => ({ ...row, category: silence.category })),
  );

function silenceOf(silence: Silence, rows: readonly SilentRow[]): Silence {
  const own = rows.filter(({ category }) => category === silence.category);
  const told = new Set(own.map(({ how, endorser }) => `${how}: ${endorser}`));
  const entries = new Set(own.map(({ entry }) => entry));
  const only = (how: string, all: readonly string[]) =>
    all.filter((endorser) => told.has(`${how}: ${endorser}`));
  return {
    ...silence,
    silent: only('silent', silence.silent),
    perhaps: only('perhaps declared', silence.perhaps),
    lapsed: only('lapsed', silence.lapsed),
    stances: silence.stances.filter(({ entry }) => entries.has(entry)),
  };
}

/** Those who have not declared by name, category by category; the numbers stand in every part. */
export const undeclaredCut: Cut<UndeclaredList> = cutAs<UndeclaredList, SilentRow>({
  rows: silentRows,
  cutting: () => ({ most: 450, weigh: ({ entry }) => (entry === null ? 1 : 4) }),
  only: (whole, rows) => {
    const entriesOf = (some: readonly SilentRow[]) => new Set(some.map(({ entry }) => entry));
    const [kept, all] = [entriesOf(rows), entriesOf(silentRows(whole))];
    const cited = Object.keys(whole.sources).filter((id) => kept.has(id) || !all.has(id));
    return {
      ...whole,
      categories: whole.categories.map((silence) => silenceOf(silence, rows)),
      sources: citedOf(whole.sources, new Set(cited)),
    };
  },
});
