/** Law (i): every act counts as the design's formula says, and what conflicts is listed once. */
import type { State } from '../../projections/on-day.ts';
import type { Policy } from '../../projections/policy.ts';
import { storyAt, tellingDays, twoSights } from './bounds-law.ts';
import { LawBroken, printDay } from './broken.ts';
import { DAY_ZERO } from './dates.ts';
import { build } from './histories.ts';
import { type Law, untried } from './law.ts';
import type { Saying } from './oracle.ts';
import {
  contradicting,
  type Formula,
  formulas,
  hasSeat,
  lapsed,
  possiblyHeld,
  surelyHeld,
  tooMany,
} from './oracle-bounds.ts';
import type { Story } from './oracle-story.ts';
import { agreed } from './oracle-worlds.ts';
import { Random } from './random.ts';
import { counted, type Said, saidOn } from './said.ts';
import { stateOn } from './world.ts';

/** What the design's formulas say of single endorsers on a day. */
export interface Worked {
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
  readonly lapsed: ReadonlySet<string>;
}

/** Works out a day under a policy, each endorser and candidate as `endorser candidate`. */
export function worked(
  acts: readonly Formula[],
  seats: number,
  policy: Policy,
  day: number,
): Worked {
  const keys = (holds: (act: Formula) => boolean) =>
    new Set(
      acts
        .filter((act) => counted(policy, act) && holds(act))
        .map(({ told }) => `${told.endorser} ${told.candidate}`),
    );
  return {
    certain: keys((act) => surelyHeld(act, day) && hasSeat(act, acts, seats, day)),
    possible: keys((act) => possiblyHeld(act, day)),
    lapsed: keys((act) => lapsed(act, day)),
  };
}

const same = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((each) => other.has(each));

/** The conflicts of dates and acts on a day, each as one text. */
function conflicting(story: Story, acts: readonly Formula[], day: number): string[] {
  const print = (kind: string, who: string, whom: string[], said: readonly Saying[]) =>
    [kind, who, ...whom.sort(), ...said.map((each) => each.id).sort()].join(' ');
  const unmet = (sayings: readonly Saying[]) => {
    const told = agreed(sayings);
    return 'met' in told && told.met === false;
  };
  const ofActs = acts.flatMap((act) => {
    const { endorser, candidate, claims, root } = act.told;
    const ends = story.withdrawals.get(root) ?? [];
    const early = contradicting(story, act);
    const ended = Math.min(...[act.otherwise, act.lapse].map((end) => end?.from ?? Infinity));
    return [
      ...(unmet(claims) && act.begin.from <= day
        ? [print('dates', endorser, [candidate], claims)]
        : []),
      ...(early.length > 0 && act.begin.from <= day
        ? [print('dates', endorser, [candidate], [...new Set([...claims, ...early])])]
        : []),
      ...(unmet(ends) && ended <= day
        ? [print('withdrawal-dates', endorser, [candidate], ends)]
        : []),
    ];
  });
  const crowded = tooMany(acts, story.seats, day).map((some) =>
    print(
      'acts',
      some[0]?.told.endorser ?? '',
      [...new Set(some.map(({ told }) => told.candidate))],
      some.flatMap(({ told }) => told.claims),
    ),
  );
  const left = [...story.exits]
    .filter(([, sayings]) => unmet(sayings) && agreed(sayings).from <= day)
    .map(([candidate, sayings]) => print('withdrawal-dates', '', [candidate], sayings));
  return [...ofActs, ...crowded, ...left].sort();
}

const listedConflicts = (state: State): string[] =>
  state.conflicts
    .filter(({ kind }) => kind !== 'stance')
    .map(({ kind, endorser, candidates, entries }) =>
      [kind, endorser ?? '', ...candidates, ...entries].join(' '),
    )
    .sort();

/** How a candidate stands on a day. */
function statusOf(story: Story, candidate: string, day: number): string {
  const exits = story.exits.get(candidate);
  const left = exits && agreed(exits);
  if (left?.sure && left.to <= day) return 'withdrawn';
  if (left && left.from <= day) return 'possibly-withdrawn';
  const entrances = story.entrances.get(candidate);
  const came = entrances && agreed(entrances);
  if (came && came.to <= day) return 'standing';
  return came && came.from <= day ? 'possibly-entered' : 'not-entered';
}

/** The candidates who may have entered, or have an act or a tally, by a day, in order. */
function listed(story: Story, acts: readonly Formula[], day: number): string[] {
  const came = [...story.entrances]
    .filter(([, sayings]) => agreed(sayings).from <= day)
    .map(([candidate]) => candidate);
  const acted = acts.filter((act) => act.begin.from <= day).map(({ told }) => told.candidate);
  const printed = story.tallies
    .filter((tally) => tally.day <= day)
    .flatMap(({ data }) => (data.cells as { candidate: string }[]).map((cell) => cell.candidate));
  return [...new Set([...came, ...acted, ...printed])].sort();
}

/** The categories whose lapsed counts differ from what was worked out. */
function lapsedWrongly(story: Story, { lapsed }: Worked, state: State): string | undefined {
  for (const { candidate, cells } of state.candidates) {
    for (const [category, parts] of story.categories) {
      const members = [...lapsed].filter((each) => {
        const [endorser = '', whom] = each.split(' ');
        return whom === candidate && parts.includes(story.categoryOf.get(endorser) ?? '');
      });
      const count = cells[category]?.lapsed;
      if (count !== members.length)
        return `${candidate} lost ${members} of ${category}, not ${count}`;
    }
  }
  return undefined;
}

/** A stance beside which an endorser took no other and did no act: it stands from its days on. */
function stanceWrongly(story: Story, said: Said, day: number): string | undefined {
  const lonely = story.stances.filter(
    (stance) =>
      [...story.stances, ...story.acts].filter((each) => each.endorser === stance.endorser)
        .length === 1,
  );
  const wrong = lonely.find(({ endorser, stance, range, disputed }) => {
    const key = `${endorser} ${stance}`;
    const certain = !disputed && range.to <= day;
    return (
      said.stanceCertain.has(key) !== certain || said.stancePossible.has(key) !== range.from <= day
    );
  });
  return wrong && `${wrong.endorser} is ${wrong.stance} from ${printDay(wrong.range.from)} on`;
}

/** What of a day is not as the design's formulas say; undefined where all is. */
export function wrongOn(
  story: Story,
  acts: readonly Formula[],
  said: Said,
  state: State,
  { policy, day }: { readonly policy: Policy; readonly day: number },
): string | undefined {
  const expected = worked(acts, story.seats, policy, day);
  const names = state.candidates.map((each) => each.candidate).join();
  const status = state.candidates.find(
    (each) => each.status !== statusOf(story, each.candidate, day),
  );
  if (!same(expected.certain, said.certain)) return `certain is ${[...expected.certain]}`;
  if (!same(expected.possible, said.possible)) return `possible is ${[...expected.possible]}`;
  if (listed(story, acts, day).join() !== names) return `listed is ${listed(story, acts, day)}`;
  if (status !== undefined)
    return `${status.candidate} is ${statusOf(story, status.candidate, day)}`;
  if (conflicting(story, acts, day).join('\n') !== listedConflicts(state).join('\n')) {
    return `conflicts are\n${conflicting(story, acts, day).join('\n')}\nand not\n${listedConflicts(state).join('\n')}\n`;
  }
  return lapsedWrongly(story, expected, state) ?? stanceWrongly(story, said, day);
}

const tried = untried();

export const WORKED: Law = {
  name: 'i',
  tried,
  statement:
    'an act is possible if a ≤ D < d and certain if b ≤ D < c and conflicting acts are possible for fewer candidates than there are seats; lapsed, listed and conflicts likewise by the words of the design',
  async check(source, seed, effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    const random = new Random(seed);
    for (const sight of twoSights(history, random)) {
      const story = storyAt(history, sight);
      tried.all += 1;
      if (story === undefined) continue;
      tried.compared += 1;
      const timeline = await history.bench.eyes.timeline(sight);
      const acts = formulas(story);
      for (const day of tellingDays(story, random, 16 * effort)) {
        const at = { policy: sight.policy, day: DAY_ZERO + day };
        const said = saidOn(timeline, day);
        const wrong = wrongOn(story, acts, said, stateOn(timeline, day), at);
        if (wrong === undefined) continue;
        const what = `On ${printDay(DAY_ZERO + day)} by the design ${wrong}`;
        throw new LawBroken(what, history.entries, { ...sight, ...said });
      }
    }
  },
};
