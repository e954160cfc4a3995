/** What the ledger says of single endorsers on a day, and whether a world contradicts it. */
import { STANCES } from '../../projections/facets.ts';
import type { State } from '../../projections/on-day.ts';
import type { Policy } from '../../projections/policy.ts';
import { covers, type Spans } from '../../projections/spans.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import { LawBroken, printDay } from './broken.ts';
import { DAY_ZERO } from './dates.ts';
import type { History } from './histories.ts';
import type { Story } from './oracle-story.ts';
import {
  type Lived,
  resolutions,
  stancesOn,
  standing,
  sureStance,
  type World,
} from './oracle-worlds.ts';
import { stateOn } from './world.ts';

/** What the ledger says about single endorsers on a day. */
export interface Said {
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
  readonly stanceCertain: ReadonlySet<string>;
  readonly stancePossible: ReadonlySet<string>;
}

const key = (endorser: string, what: string) => `${endorser} ${what}`;

/** Reads a timeline's own words on single endorsers. */
export function saidOn({ pairs, endorsers, view }: StandingsTimeline, day: number): Said {
  const name = (symbol: number) => view.columns.symbols.name(symbol);
  const on = (spans: Spans) => covers(spans, DAY_ZERO + day);
  const pairsOn = (how: 'certain' | 'possible') =>
    new Set(
      pairs
        .filter((pair) => on(pair[how]))
        .map((pair) => key(name(pair.endorser), name(pair.candidate))),
    );
  const stancesIn = (how: 'certain' | 'possible') =>
    new Set(
      endorsers.flatMap(({ endorser, stances }) =>
        stances
          .filter((each) => on(each[how]))
          .map((each) => key(name(endorser), STANCES[each.claim.stance] ?? '')),
      ),
    );
  return {
    certain: pairsOn('certain'),
    possible: pairsOn('possible'),
    stanceCertain: stancesIn('certain'),
    stancePossible: stancesIn('possible'),
  };
}

/** Does an act of a world count under a policy? */
export function counted(policy: Policy, { told, stage }: Pick<Lived, 'told' | 'stage'>): boolean {
  if (policy === 'acts') return true;
  if (policy.startsWith('stage:')) return told.nomination && stage === policy.slice(6);
  return told.nomination === (policy === 'nominations');
}

/** One endorser on a day of a world. */
interface Truth {
  readonly endorser: string;
  /** Those whom it backs whatever is true, and those whom it may back. */
  readonly surely: ReadonlySet<string>;
  readonly perhaps: ReadonlySet<string>;
  readonly declared: boolean;
  readonly stances: ReadonlySet<string>;
  readonly stance: string | null;
}

function truthOf(
  world: World,
  seats: number,
  policy: Policy,
  endorser: string,
  day: number,
): Truth {
  const acts = standing(world, endorser, day);
  const backed = resolutions(acts, seats).map(
    (chosen) =>
      new Set(chosen.filter((act) => counted(policy, act)).map(({ told }) => told.candidate)),
  );
  const perhaps = new Set(backed.flatMap((each) => [...each]));
  const surely = new Set([...perhaps].filter((each) => backed.every((some) => some.has(each))));
  const stance = sureStance(world, endorser, day);
  return {
    endorser,
    surely,
    perhaps,
    stance,
    stances: stancesOn(world, endorser, day),
    declared: backed.every((each) => each.size > 0) || (stance ?? 'undecided') !== 'undecided',
  };
}

/** What the ledger says wrongly of one endorser. */
function wrongOf(truth: Truth, said: Said): string | undefined {
  const { endorser } = truth;
  const mine = (keys: ReadonlySet<string>) =>
    [...keys].filter((each) => each.startsWith(`${endorser} `)).map((each) => each.split(' ')[1]);
  const faults: readonly [string, unknown][] = [
    ['surely backs', mine(said.certain).find((each) => !truth.surely.has(each ?? ''))],
    ['cannot back', [...truth.perhaps].find((each) => !said.possible.has(key(endorser, each)))],
    ['is surely', mine(said.stanceCertain).find((each) => each !== truth.stance)],
    ['cannot be', [...truth.stances].find((each) => !said.stancePossible.has(key(endorser, each)))],
  ];
  const [what, whom] = faults.find(([, found]) => found !== undefined) ?? [];
  return what === undefined ? undefined : `the ledger says that ${endorser} ${what} ${whom}`;
}

/** The candidates of a category who have fewer or more than a world has. */
function wrongCells(category: string, state: State, members: readonly Truth[]): string | undefined {
  const listed = new Map(state.candidates.map((each) => [each.candidate, each.cells[category]]));
  const backed = members.flatMap((member) => [...member.perhaps]);
  for (const candidate of new Set([...listed.keys(), ...backed])) {
    const least = members.filter((member) => member.surely.has(candidate)).length;
    const most = members.filter((member) => member.perhaps.has(candidate)).length;
    const { certain = 0, possible = 0 } = listed.get(candidate) ?? {};
    if (certain > least || most > certain + possible) {
      return `${candidate} has ${certain}+${possible} of ${category}, and ${least} to ${most} in a world`;
    }
  }
  return undefined;
}

/** What the counts of a category say wrongly. */
function miscounted(
  category: string,
  state: State,
  members: readonly Truth[],
  declared: number,
): string | undefined {
  const most = members.filter((member) => member.declared).length;
  if (declared > most) return `${declared} of ${category} declared, and ${most} in a world`;
  for (const stance of STANCES) {
    const count = state.neutral[category]?.[stance] ?? 0;
    const took = members.filter((member) => member.stance === stance).length;
    if (count > took) return `${count} of ${category} are ${stance}, and ${took} in a world`;
  }
  return wrongCells(category, state, members);
}

/** Demands that one day of every world lies within what the ledger says. */
export function demandContains(
  history: History,
  story: Story,
  worlds: readonly World[],
  timeline: StandingsTimeline,
  day: number,
): void {
  const said = saidOn(timeline, day);
  const state = stateOn(timeline, day);
  const endorsers = new Set([...story.acts, ...story.stances].map((each) => each.endorser));
  for (const world of worlds) {
    const truths = [...endorsers].map((endorser) =>
      truthOf(world, story.seats, timeline.policy, endorser, DAY_ZERO + day),
    );
    const count = ([category, parts]: readonly [string, readonly string[]]) => {
      const members = truths.filter((truth) =>
        parts.includes(story.categoryOf.get(truth.endorser) ?? ''),
      );
      const declared = timeline.undeclared.get(category)?.declared.on(DAY_ZERO + day) ?? 0;
      return miscounted(category, state, members, declared);
    };
    const wrong =
      truths.map((truth) => wrongOf(truth, said)).find((each) => each !== undefined) ??
      [...story.categories].map(count).find((each) => each !== undefined);
    if (wrong !== undefined) throw outside(history, world, timeline.policy, day, wrong);
  }
}

function outside(history: History, world: World, policy: Policy, day: number, wrong: string) {
  const acts = world.acts.map(
    ({ told, began, ended }) =>
      `${told.endorser} ${told.candidate} ${printDay(began)}-${printDay(ended)}`,
  );
  const stances = world.stances.map(
    (each) => `${each.endorser} ${each.stance} ${printDay(each.day)}`,
  );
  const what = `On ${printDay(DAY_ZERO + day)} ${wrong}`;
  return new LawBroken(what, history.entries, { policy, acts, stances });
}
