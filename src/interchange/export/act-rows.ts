import type { Source } from '../../../events/source.ts';
import type { Act } from '../../../projections/acts.ts';
import type { Bounds } from '../../../projections/bounds.ts';
import { facetOf, saidLatest } from '../../../projections/claims.ts';
import { at, NONE } from '../../../projections/columns.ts';
import type { Cut, Sight } from '../../../projections/cut.ts';
import { recordedAct } from '../../../projections/endorser-record.ts';
import { ACT, DECIDED_BY } from '../../../projections/facets.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { Sources } from '../../ledger/queries/asking.ts';
import { type Cited, citedBy } from '../../ledger/queries/citing.ts';
import { endorserNames, nameIn } from '../../ledger/queries/names.ts';
import { type Day, FOREVER, LONG_AGO } from '../../time/day.ts';

/** An act as a flat row; a day is null where nobody knows it. */
export interface ActRow {
  readonly contest: string;
  readonly title: string | null;
  /** The id of the claim that began it. */
  readonly act: string;
  readonly kind: 'endorsement' | 'nomination';
  readonly stage: string | null;
  readonly endorser: string;
  readonly endorserName: string;
  readonly category: string | null;
  readonly candidate: string;
  readonly candidateName: string;
  readonly decidedBy: string | null;
  /** When it began, as EDTF, and the first and last day on which that may have been. */
  readonly begin: string | null;
  readonly beginEarliest: Day | null;
  readonly beginLatest: Day | null;
  /** From when on it stood no more, likewise, and how it ended; that is null where no end is known. */
  readonly end: string | null;
  readonly endEarliest: Day | null;
  readonly endLatest: Day | null;
  readonly ended: 'withdrawn' | 'replaced' | 'lapsed' | null;
  /** Do only disputed claims tell it? */
  readonly disputed: boolean;
  /** Is there another claim, on whatever day, with which it cannot be true? */
  readonly conflict: boolean;
  /** How many claims tell its begin, and their ids; those of the claims that tell its withdrawal. */
  readonly claims: number;
  readonly claimIds: string;
  readonly endIds: string | null;
  /** The addresses of what is cited for it, each once. */
  readonly sources: string | null;
  /** What its first claim cites first. */
  readonly publisher: string | null;
  readonly sourceTitle: string | null;
  readonly published: string | null;
  /** The day by which a source had surely told it. */
  readonly reportedFrom: Day | null;
  /** The sequence number at which this ledger had it first. */
  readonly knownFrom: number;
  /** The clocks of the whole export. */
  readonly reportedBy: Day | null;
  readonly knownAt: number;
}

/** How many acts are made rows of at once. */
const BATCH = 500;

const known = (day: Day): Day | null => (day === LONG_AGO || day === FOREVER ? null : day);

const daysOf = (bounds: Bounds | null) => ({
  earliest: bounds === null ? null : known(bounds.earliest),
  latest: bounds === null ? null : known(bounds.latest),
});

/** What claims of an act say of how it was decided: one word, several where they differ. */
function decidedBy({ claims }: Cut, act: Act): string | null {
  const words = act.claims.map((row) => DECIDED_BY[facetOf(claims, row) & ACT.decidedBy] ?? null);
  return [...new Set(words)].filter((word) => word !== null).join(' ') || null;
}

/** Addresses in one text; a blank within one, which some sites have, is written as browsers do. */
const addresses = (sources: readonly Source[]): string | null =>
  [...new Set(sources.map(({ url }) => url.trim().replace(/\s/g, encodeURIComponent)))].join(' ') ||
  null;

const idsOf = ({ columns }: Cut, rows: readonly number[]): string | null =>
  rows.map((row) => columns.idOf(row)).join(' ') || null;

/** What the rows of one contest have in common. */
interface About {
  readonly contest: string;
  readonly sight: Sight;
  readonly view: Cut;
  readonly names: Readonly<Record<string, string>>;
  readonly cited: Cited;
  /** The rows of claims that conflict with others. */
  readonly conflicting: ReadonlySet<number>;
}

function sourcesOf({ view, cited }: About, rows: readonly number[]): readonly Source[] {
  return rows.flatMap((row) => cited[view.columns.idOf(row)] ?? []);
}

function tellers(about: About, act: Act) {
  const { view, conflicting } = about;
  const rows = [...act.claims, ...act.withdrawals];
  const first = sourcesOf(about, act.claims)[0];
  return {
    disputed: act.disputed,
    conflict: rows.some((row) => conflicting.has(row)),
    claims: act.claims.length,
    claimIds: idsOf(view, act.claims) ?? '',
    endIds: idsOf(view, act.withdrawals),
    sources: addresses(sourcesOf(about, rows)),
    publisher: first?.publisher ?? null,
    sourceTitle: first?.title ?? null,
    published: first?.published ?? null,
    reportedFrom: known(Math.min(...act.claims.map((row) => saidLatest(view.claims, row)))),
    knownFrom: at(view.columns.seq, act.claims[0] ?? act.root),
  };
}

function rowOf(about: About, act: Act): ActRow {
  const { contest, sight, view, names } = about;
  const { symbols } = view.columns;
  const { begun, ended, how, kind, candidate, stage } = recordedAct(view, act);
  const endorser = symbols.name(act.endorser);
  const category = view.categoryOf.get(act.endorser) ?? NONE;
  const [begins, ends] = [daysOf(act.begin), daysOf(act.end)];
  return {
    contest,
    title: view.contest?.title ?? null,
    act: view.columns.idOf(act.root),
    kind,
    stage,
    endorser,
    endorserName: nameIn(names, endorser),
    category: category === NONE ? null : symbols.name(category),
    candidate,
    candidateName: view.candidates.get(act.candidate)?.name ?? candidate,
    decidedBy: decidedBy(view, act),
    begin: begun,
    beginEarliest: begins.earliest,
    beginLatest: begins.latest,
    end: ended,
    endEarliest: ends.earliest,
    endLatest: ends.latest,
    ended: how,
    ...tellers(about, act),
    reportedBy: known(sight.reportedBy),
    knownAt: sight.knownAt,
  };
}

const inOrder = (one: Act, other: Act): number =>
  one.root - other.root || one.candidate - other.candidate || one.endorser - other.endorser;

const conflictingRows = ({ conflicts }: StandingsTimeline): ReadonlySet<number> =>
  new Set(conflicts.flatMap(({ rows }) => rows));

/** The acts of a contest as rows, some at a time, in the order in which they were first recorded. */
export async function* actRows(
  sources: Sources,
  contest: string,
  sight: Sight,
): AsyncGenerator<readonly ActRow[]> {
  const timeline = await sources.views.timeline(contest, sight, 'acts');
  const { view } = timeline;
  const conflicting = conflictingRows(timeline);
  const acts = view.acts.toSorted(inOrder);
  for (let from = 0; from < acts.length; from += BATCH) {
    const batch = acts.slice(from, from + BATCH);
    const slugs = batch.map((act) => view.columns.symbols.name(act.endorser));
    const told = batch.flatMap((act) => [...act.claims, ...act.withdrawals]);
    const names = await endorserNames(sources, contest, timeline, slugs);
    const cited = await citedBy(sources.store, contest, view, told);
    const about = { contest, sight, view, names, cited, conflicting };
    yield batch.map((act) => rowOf(about, act));
  }
}
