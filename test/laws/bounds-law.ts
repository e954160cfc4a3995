/** Law (f): the bounds contain every world that the oracle draws. */

import { DAY_ZERO } from './dates.ts';
import { build, type History, POLICIES, someSight } from './histories.ts';
import { type Law, untried } from './law.ts';
import { CircleError } from './oracle.ts';
import { type Story, storyOf } from './oracle-story.ts';
import { worldOf } from './oracle-worlds.ts';
import { Random } from './random.ts';
import { demandContains } from './said.ts';
import type { Sight } from './world.ts';

const WORLDS = 8;
const DAYS = 16;

/** The story of a history at a sight; undefined where claims of the past go round in a circle. */
export function storyAt(history: History, sight: Sight): Story | undefined {
  const by = sight.reportedBy === null ? null : DAY_ZERO + sight.reportedBy;
  try {
    const story = storyOf(history.entries, sight.knownAt, by);
    worldOf(story, () => 0);
    return story;
  } catch (error) {
    if (error instanceof CircleError) return undefined;
    throw error;
  }
}

/** The head with nothing left out, and some other sight. */
export function twoSights(history: History, random: Random): Sight[] {
  const head = history.entries.length - 1;
  const other = someSight(random, random.oneIn(2) ? head : random.below(head + 1));
  return [{ knownAt: head, reportedBy: null, policy: random.of(POLICIES) }, other];
}

/** Days on and next to those that something is told to have happened on, and some others. */
export function tellingDays(story: Story, random: Random, count: number): number[] {
  const sayings = [
    ...story.acts.flatMap((act) => act.claims),
    ...[...story.withdrawals.values(), ...story.exits.values()].flat(),
    ...story.stances,
  ];
  const edges = sayings
    .flatMap(({ range }) => [range.from, range.to])
    .filter(Number.isFinite)
    .flatMap((day) => [day - 1, day, day + 1])
    .map((day) => day - DAY_ZERO);
  const chosen = random.shuffled([...new Set(edges)]).slice(0, count);
  return [...chosen, random.below(70) - 5, 4000];
}

/** Sights, and those of them that some world can have. */
const tried = untried();

export const BOUNDS: Law = {
  name: 'f',
  tried,
  statement:
    'the bounds contain every world that a naive oracle draws, with one day per act and per end',
  async check(source, seed, effort, census) {
    const history = await build(source, census === undefined ? {} : { census });
    const random = new Random(seed);
    for (const sight of twoSights(history, random)) {
      const story = storyAt(history, sight);
      tried.all += 1;
      if (story === undefined) continue;
      tried.compared += 1;
      const timeline = await history.bench.eyes.timeline(sight);
      const draw = (end: number) => random.below(end);
      const worlds = Array.from({ length: WORLDS * effort }, () => worldOf(story, draw));
      for (const day of tellingDays(story, random, DAYS * effort)) {
        demandContains(history, story, worlds, timeline, day);
      }
    }
  },
};
