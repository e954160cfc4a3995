/** What the claims of a reading tell, gathered: acts, ends, stances, categories and figures. */
import {
  type ActSaying,
  type Claim,
  countedFor,
  daysOf,
  openingOf,
  type PlainEntry,
  Reading,
  type Saying,
  surelySaid,
  type ToldAct,
} from './oracle.ts';

/** A stance that an endorser took. */
export interface ToldStance extends Saying {
  readonly endorser: string;
  readonly stance: string;
}

/** A printed table or number. */
export interface Figure {
  readonly id: string;
  /** The day by which it surely held. */
  readonly day: number;
  readonly published: number;
  readonly data: Claim['data'];
}

/** Everything of a contest that an oracle needs to draw worlds. */
export interface Story {
  readonly acts: readonly ToldAct[];
  /** The withdrawals of each act, by the claim that began it. */
  readonly withdrawals: ReadonlyMap<string, readonly Saying[]>;
  /** The entries of each candidate, and its withdrawals. */
  readonly entrances: ReadonlyMap<string, readonly Saying[]>;
  readonly exits: ReadonlyMap<string, readonly Saying[]>;
  readonly stances: readonly ToldStance[];
  /** How many an endorser may back. */
  readonly seats: number;
  /** The plain categories that each category counts. */
  readonly categories: ReadonlyMap<string, readonly string[]>;
  readonly categoryOf: ReadonlyMap<string, string>;
  readonly tallies: readonly Figure[];
  readonly electorates: readonly Figure[];
}

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** Gathers a contest's story at a knownAt and a reportedBy. Throws CircleError where there is none. */
export function storyOf(
  entries: readonly PlainEntry[],
  knownAt: number,
  reportedBy: number | null,
): Story {
  const reading = new Reading(entries, knownAt, reportedBy);
  const opening = openingOf(reading);
  const say = ({ id, on, disputed }: Claim): Saying => ({
    id,
    range: daysOf(on, opening),
    disputed,
  });
  const withdrawals = new Map<string, Saying[]>();
  for (const claim of reading.claims('EndorsementWithdrawn', 'NominationWithdrawn')) {
    listOf(withdrawals, reading.rootOf(String(claim.data.act))).push(say(claim));
  }
  const byCandidate = (type: string) => {
    const told = new Map<string, Saying[]>();
    for (const claim of reading.claims(type)) {
      listOf(told, String(claim.data.candidate)).push(say(claim));
    }
    return told;
  };
  const stances = reading.claims('NeutralityDeclared').map((claim) => ({
    ...say(claim),
    endorser: reading.endorser(String(claim.data.endorser)),
    stance: String(claim.data.stance),
  }));
  return {
    acts: actsOf(reading, say),
    withdrawals,
    entrances: byCandidate('CandidateEntered'),
    exits: byCandidate('CandidateWithdrew'),
    stances,
    ...categoriesOf(reading),
    tallies: figures(reading, 'TallyReported', opening),
    electorates: figures(reading, 'ElectorateStated', opening),
  };
}

function actsOf(reading: Reading, say: (claim: Claim) => Saying): ToldAct[] {
  const acts: ToldAct[] = [];
  for (const claim of reading.claims('EndorsementMade', 'NominationMade')) {
    const candidate = countedFor(claim.data);
    if (candidate === null) continue;
    const endorser = reading.endorser(String(claim.data.endorser));
    const root = reading.rootOf(claim.id);
    const { stage, replaces } = claim.data;
    const saying: ActSaying = {
      ...say(claim),
      stage: typeof stage === 'string' ? stage : null,
      replaces: typeof replaces === 'string' ? reading.rootOf(replaces) : null,
    };
    const same = acts.find(
      (act) => act.root === root && act.endorser === endorser && act.candidate === candidate,
    );
    if (same !== undefined) same.claims.push(saying);
    else {
      const nomination = claim.type === 'NominationMade';
      acts.push({ root, nomination, endorser, candidate, claims: [saying] });
    }
  }
  return acts;
}

function categoriesOf(reading: Reading): Pick<Story, 'seats' | 'categories' | 'categoryOf'> {
  const [opened] = reading.claims('ContestOpened');
  const listed = (opened?.data.categories ?? []) as { category: string; of?: string[] }[];
  const categoryOf = new Map<string, string>();
  for (const { data } of reading.claims('EndorserEnrolled')) {
    const endorser = reading.endorser(String(data.endorser));
    const category = String(data.category);
    const other = categoryOf.get(endorser) ?? category;
    categoryOf.set(endorser, category < other ? category : other);
  }
  return {
    seats: Number(opened?.data.seats ?? 1),
    categories: new Map(listed.map(({ category, of }) => [category, of ?? [category]])),
    categoryOf,
  };
}

/** A disputed figure is not used until its dispute is resolved. */
function figures(reading: Reading, type: string, opening: number): Figure[] {
  return reading
    .claims(type)
    .filter((claim) => !claim.disputed)
    .map(({ id, on, data, sources }) => ({
      id,
      day: daysOf(on, opening).to,
      published: surelySaid(sources),
      data,
    }));
}
