import type { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import type { Act } from '../../../projections/acts.ts';
import { NONE } from '../../../projections/columns.ts';
import { rollOf } from '../../../projections/roll.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { AskedClocks, Clocks, PrintedClocks } from '../clocks.ts';
import { type AlikePair, doubted, type KnownName, NameIndex } from './alike-index.ts';
import type { Doubt, Likeness } from './alike-reasons.ts';
import { clocksOf, eachContest, requireContest, type Sources } from './asking.ts';
import { dataAt } from './citing.ts';

/** One of two who may be one: an endorser, or a name that is asked about, which has no slug. */
export interface AlikeName {
  readonly endorser: string | null;
  /** All its names, in the order of the contests that enrol it. */
  readonly names: readonly string[];
  readonly contests: readonly string[];
}

/** Two who may be one endorser, why, and what speaks against it. */
export interface ListedAlike extends Likeness {
  readonly one: AlikeName;
  readonly other: AlikeName;
}

/** Who may be one endorser under several names. */
export interface AlikeList {
  /** The contest that one of each two is enrolled in; null for any. */
  readonly contest: string | null;
  /** The name that was asked about; null where all are compared. */
  readonly name: string | null;
  readonly clocks: PrintedClocks;
  /** How many endorsers were compared. */
  readonly endorsers: number;
  readonly counts: Readonly<Record<Likeness['strength'], number>>;
  /** The strong first; the weak only where they are asked for. */
  readonly pairs: readonly ListedAlike[];
}

/** What is asked: of one contest, about one name, with all that is weak. */
export interface AskedAlike {
  readonly contest?: string | undefined;
  readonly name?: string | undefined;
  readonly all?: boolean | undefined;
}

/** An endorser in one contest, and what it surely did there on which day. */
interface Seen {
  readonly slug: string;
  readonly contest: string;
  readonly category: string | null;
  readonly said: readonly EndorserEnrolled[];
  /** Candidates by the kind of act and its day. */
  readonly choices: ReadonlyMap<string, string>;
}

/** An endorser in all contests. */
interface Person extends KnownName {
  readonly seen: readonly Seen[];
}

/** What acts of one day chose: those whose day is known. */
function choicesOf({ view }: StandingsTimeline, acts: readonly Act[], { asOf }: Clocks) {
  const exact = acts.filter(({ begin }) => begin.earliest === begin.latest && begin.latest <= asOf);
  return new Map(
    exact.map(({ nomination, stage, begin, candidate }) => [
      [nomination, stage, begin.latest].join(' '),
      view.columns.symbols.name(candidate),
    ]),
  );
}

async function seenIn(sources: Sources, contest: string, clocks: Clocks): Promise<Seen[]> {
  const timeline = await sources.views.timeline(contest, clocks, 'acts');
  const { view } = timeline;
  const { symbols } = view.columns;
  const acts = Map.groupBy(view.acts, ({ endorser }) => view.merges.root(endorser));
  const seen: Seen[] = [];
  for (const { endorser, category, rows } of rollOf(view)) {
    const said: EndorserEnrolled[] = [];
    for (const row of rows) {
      const data = await dataAt<EndorserEnrolled>(sources.store, contest, view, row);
      if (data !== undefined) said.push(data);
    }
    seen.push({
      slug: symbols.name(endorser),
      contest,
      category: category === NONE ? null : symbols.name(category),
      said,
      choices: choicesOf(timeline, acts.get(endorser) ?? [], clocks),
    });
  }
  return seen;
}

/** Everybody whom any contest enrols; merged names are one. */
async function peopleAt(sources: Sources, clocks: Clocks): Promise<Map<string, Person>> {
  const seen: Seen[] = [];
  for await (const contest of eachContest(sources.store)) {
    seen.push(...(await seenIn(sources, contest, clocks)));
  }
  const people = [...Map.groupBy(seen, ({ slug }) => slug)].map(([slug, each]) => {
    const said = each.flatMap((one) => one.said);
    const names = [...new Set(said.map(({ name }) => name))];
    const identifiers = said.flatMap((one) => one.identifiers ?? []);
    return [slug, { slug, names, identifiers, seen: each }] as const;
  });
  return new Map(people);
}

/** What the contests of two say against their being one. */
function doubtsOf(one: Person, other: Person): Doubt[] {
  const doubts = new Set<Doubt>();
  for (const its of one.seen) {
    const others = other.seen.find(({ contest }) => contest === its.contest);
    if (others === undefined) continue;
    if (its.category !== others.category) doubts.add('two-categories');
    for (const [day, candidate] of its.choices) {
      const instead = others.choices.get(day);
      if (instead !== undefined && instead !== candidate) doubts.add('other-choice-that-day');
    }
  }
  return [...doubts];
}

const nameOf = ({ slug, names, seen }: Person): AlikeName => ({
  endorser: slug,
  names,
  contests: seen.map(({ contest }) => contest),
});

/** Who is like one name, as pairs of the name and them. */
const likeName = (people: ReadonlyMap<string, Person>, name: string): ListedAlike[] =>
  new NameIndex([...people.values()]).alikeTo(name).flatMap(({ known, ...like }) => {
    const person = people.get(known.slug);
    if (person === undefined) return [];
    return [
      { one: { endorser: null, names: [name], contests: [] }, other: nameOf(person), ...like },
    ];
  });

/** Who is like whom. */
function likeAnother(people: ReadonlyMap<string, Person>): ListedAlike[] {
  const listed = (pair: AlikePair): ListedAlike[] => {
    const [one, other] = [people.get(pair.one.slug), people.get(pair.other.slug)];
    if (one === undefined || other === undefined) return [];
    const { strength, reasons, against } = doubted(pair, doubtsOf(one, other));
    return [{ one: nameOf(one), other: nameOf(other), strength, reasons, against }];
  };
  return new NameIndex([...people.values()]).pairs().flatMap(listed);
}

/**
 * Who may be one endorser under several names: candidates for an editor, who decides. Names that are
 * merged are one, and not listed. Refuses an unknown contest or clock.
 */
export async function askAlike(
  sources: Sources,
  { contest, name, all = false }: AskedAlike,
  asked: AskedClocks,
): Promise<AlikeList> {
  if (contest !== undefined) await requireContest(sources, contest);
  const { clocks, printed } = await clocksOf(sources, asked);
  const people = await peopleAt(sources, clocks);
  const found = (name === undefined ? likeAnother(people) : likeName(people, name)).filter(
    ({ one, other }) =>
      contest === undefined || one.contests.includes(contest) || other.contests.includes(contest),
  );
  const strong = found.filter(({ strength }) => strength === 'strong');
  const others = found.filter(({ strength }) => strength === 'weak');
  return {
    contest: contest ?? null,
    name: name ?? null,
    clocks: printed,
    endorsers: people.size,
    counts: { strong: strong.length, weak: others.length },
    pairs: all ? [...strong, ...others] : strong,
  };
}
