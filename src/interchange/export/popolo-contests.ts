import type { CandidateEntered } from '../../../events/candidate-entered.ts';
import type { Source } from '../../../events/source.ts';
import { boundsOf } from '../../../projections/agreement.ts';
import { detailOf } from '../../../projections/claims.ts';
import { at } from '../../../projections/columns.ts';
import type { CandidateFacts, Cut } from '../../../projections/cut.ts';
import { keptWith } from '../../../projections/kept-with.ts';
import { rowsOf } from '../../../projections/told.ts';
import type { Sources } from '../../ledger/queries/asking.ts';
import { citedBy } from '../../ledger/queries/citing.ts';
import { FOREVER } from '../../time/day.ts';
import {
  dateOf,
  eachOnce,
  linksOf,
  type PopoloLink,
  type PopoloParty,
  told,
} from './popolo-terms.ts';

/** A contest, as Popolo's Event. */
export interface PopoloEvent {
  readonly id: string;
  readonly name: string;
  readonly classification: string;
  readonly organization_id?: string;
  readonly start_date?: string;
  readonly location?: string;
  readonly sources?: readonly PopoloLink[];
}

/** Somebody's standing, as Popolo's Membership; `event_id` is ours. */
export interface PopoloCandidacy {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly person_id: string;
  readonly organization_id?: string;
  readonly event_id: string;
  readonly start_date?: string;
  readonly end_date?: string;
  readonly sources?: readonly PopoloLink[];
}

/** What one contest gives a document. */
export interface ContestParts {
  readonly organization: PopoloParty | null;
  readonly event: PopoloEvent | null;
  readonly persons: readonly PopoloParty[];
  readonly candidacies: readonly PopoloCandidacy[];
}

/** The candidates of a question that is answered by yes or no: nobody stands in it. */
const ANSWERS: ReadonlySet<string> = new Set(['yes', 'no']);

/** The id of a contest in a document of ours. */
export const eventId = (contest: string): string => `contest:${contest}`;

const organizationId = (name: string): string => `organisation:${name}`;

/** Does a contest put a question rather than people? */
export const isQuestion = ({ candidates, columns }: Cut): boolean =>
  candidates.size > 0 &&
  [...candidates.keys()].every((each) => ANSWERS.has(columns.symbols.name(each)));

/** The entries of candidates, with what they tell, by the candidate's symbol. */
const entries = keptWith((view: Cut) => {
  const { claims } = view;
  const told = rowsOf(claims, 'CandidateEntered').map((row) => ({
    row,
    candidate: at(claims.columns.candidate, at(claims.dataFrom, row)),
    data: detailOf<CandidateEntered>(claims, row),
  }));
  return Map.groupBy(told, ({ candidate }) => candidate);
});

const entriesOf = (view: Cut, candidate: number) => entries(view).get(candidate) ?? [];

/** Who comes back stands under another slug, and is the same person: the one as whom it stood first. */
function personOf(view: Cut, slug: string): string {
  const { symbols } = view.columns;
  const seen = [slug];
  for (;;) {
    const before = entriesOf(view, symbols.of(seen.at(-1) ?? slug))
      .map(({ data }) => data?.sameAs)
      .find((same) => same !== undefined);
    // A correction may have led them in a circle.
    if (before === undefined || seen.includes(before)) return seen.at(-1) ?? slug;
    seen.push(before);
  }
}

/** The id of the person who stands as a candidate of a contest. */
export const candidateId = (contest: string, view: Cut, slug: string): string =>
  `candidate:${contest}/${personOf(view, slug)}`;

/** A candidate as a person, and its standing. */
function standing(contest: string, view: Cut, facts: CandidateFacts, sources: readonly Source[]) {
  const slug = view.columns.symbols.name(facts.candidate);
  const { office, organisation } = view.contest ?? {};
  const links = linksOf(sources);
  const id = candidateId(contest, view, slug);
  const identifiers = entriesOf(view, facts.candidate).flatMap(
    ({ data }) => data?.identifiers ?? [],
  );
  const person = told<PopoloParty>({
    id,
    name: facts.name,
    identifiers: eachOnce(identifiers),
    sources: links,
  });
  const candidacy = told<PopoloCandidacy>({
    id: `candidacy:${contest}/${slug}`,
    label: office === undefined ? 'candidate' : `candidate for ${office}`,
    role: 'candidate',
    person_id: id,
    organization_id: organisation === undefined ? undefined : organizationId(organisation),
    event_id: eventId(contest),
    start_date: dateOf(facts.entered),
    end_date: dateOf(facts.withdrew),
    sources: links,
  });
  return { person, candidacy };
}

/** The same person under several slugs, once: by the name under which it stood first. */
function asOne(parties: readonly PopoloParty[]): PopoloParty[] {
  return [...Map.groupBy(parties, ({ id }) => id).values()].flatMap((same) => {
    const [first, ...others] = same;
    if (first === undefined || others.length === 0) return same;
    const names = new Set(others.map(({ name }) => name).filter((name) => name !== first.name));
    return [
      told<PopoloParty>({
        ...first,
        other_names: [...names].map((name) => ({ name })),
        identifiers: eachOnce(same.flatMap(({ identifiers }) => identifiers ?? [])),
        sources: [
          ...new Map(
            same.flatMap(({ sources }) => sources ?? []).map((each) => [each.url, each]),
          ).values(),
        ],
      }),
    ];
  });
}

async function eventOf(sources: Sources, contest: string, view: Cut): Promise<PopoloEvent | null> {
  const [row] = rowsOf(view.claims, 'ContestOpened');
  if (row === undefined || view.contest === null) return null;
  const { title, organisation, jurisdiction } = view.contest;
  const cited = await citedBy(sources.store, contest, view, [row]);
  return told<PopoloEvent>({
    id: eventId(contest),
    name: title,
    classification: 'contest',
    organization_id: organizationId(organisation),
    start_date: dateOf(boundsOf(view.claims, row, FOREVER)),
    location: jurisdiction,
    sources: linksOf(Object.values(cited).flat()),
  });
}

/** The candidates of a contest, and of those who came back the slug first under which they stood first. */
const originalsFirst = (view: Cut): CandidateFacts[] => {
  const came = ({ candidate }: CandidateFacts) => {
    const slug = view.columns.symbols.name(candidate);
    return personOf(view, slug) === slug ? 0 : 1;
  };
  return [...view.candidates.values()].sort((one, other) => came(one) - came(other));
};

/** The event that a contest is, whose office it is about, and who stands. */
export async function contestParts(
  sources: Sources,
  contest: string,
  view: Cut,
): Promise<ContestParts> {
  const event = await eventOf(sources, contest, view);
  const name = view.contest?.organisation;
  const organization = name === undefined ? null : { id: organizationId(name), name };
  const persons: PopoloParty[] = [];
  const candidacies: PopoloCandidacy[] = [];
  for (const facts of isQuestion(view) ? [] : originalsFirst(view)) {
    const rows = entriesOf(view, facts.candidate).map(({ row }) => row);
    const cited = await citedBy(sources.store, contest, view, [...rows, ...facts.withdrawals]);
    const { person, candidacy } = standing(contest, view, facts, Object.values(cited).flat());
    persons.push(person);
    candidacies.push(candidacy);
  }
  return { organization, event, persons: asOne(persons), candidacies };
}
