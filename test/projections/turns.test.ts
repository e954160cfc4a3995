import { describe, expect, it } from 'vitest';
import { standingsOn } from '../../projections/on-day.ts';
import type { StandingsTimeline } from '../../projections/standings.ts';
import { lastUpTo } from '../../projections/steps.ts';
import { turnsOf } from '../../projections/turns.ts';
import { contestsOf } from '../../src/ledger/queries/asking.ts';
import { formatDay } from '../../src/time/day.ts';
import { loaded } from '../samples/samples.ts';
import {
  CONTEST,
  electorate,
  endorsed,
  entered,
  left,
  nominated,
  type Sent,
  stance,
  tally,
  told,
} from '../support/given.ts';

/** The days, from three before the first turn to three after the last, on which a state is not its turn's. */
function astray(timeline: StandingsTimeline, contest: string): string[] {
  const days = turnsOf(timeline);
  const text = (day: number) => JSON.stringify(standingsOn(timeline, contest, day));
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const found: string[] = [];
  const of = new Map<number, string>();
  for (let day = first - 3; day <= last + 3; day += 1) {
    const turn = lastUpTo(days, day);
    const now = text(day);
    const then = of.get(turn) ?? now;
    of.set(turn, then);
    if (now !== then) found.push(formatDay(day));
  }
  return found;
}

const DAY = '2010-07-15';

describe('the standings turn on the day on which', () => {
  const turning: Record<string, readonly Sent[]> = {
    'a candidate who has no act enters': [entered('zoe', DAY)],
    'a candidate who has no act withdraws': [entered('zoe', '2010-06-20'), left('zoe', DAY)],
    'somebody is undecided': [stance('t1', 'undecided', DAY)],
    'a table names somebody who has not entered': [
      entered('zoe', '2010-08-01'),
      tally({ 'zoe TU': 2 }, DAY),
    ],
    'a size is stated': [electorate('TU', 14, DAY)],
    'an act begins that its endorser has of another kind already, since a table of that kind': [
      endorsed('t1', 'ann', '2010-06-20'),
      tally({ 'ann TU': 3 }, '2010-06-25', {}, { of: 'nominations' }),
      nominated('t1', 'ann', DAY),
    ],
  };
  it.each(Object.entries(turning))('%s', async (_, sent) => {
    const bench = await told(...sent);
    const timeline = await bench.timeline();
    expect([...turnsOf(timeline)].map(formatDay)).toContain(DAY);
    expect(astray(timeline, CONTEST)).toEqual([]);
  });
});

it('turns where a candidate is shown by acts that a policy does not count', async () => {
  const bench = await told(entered('zoe', '2010-08-01'), endorsed('t1', 'zoe', DAY));
  const timeline = await bench.timeline({ counts: 'nominations' });
  expect([...turnsOf(timeline)].map(formatDay)).toContain(DAY);
  expect(astray(timeline, CONTEST)).toEqual([]);
});

it('has every day of the real contests in its place', { timeout: 60_000 }, async () => {
  const { store, views } = await loaded();
  const knownAt = (await store.head()).seq;
  for (const contest of await contestsOf(store)) {
    const timeline = await views.timeline(contest, { knownAt, reportedBy: 2 ** 31 - 1 }, 'acts');
    const days = turnsOf(timeline);
    expect(days.length).toBeGreaterThan(3);
    expect([...days]).toEqual([...new Set(days)].sort((one, other) => one - other));
    expect(astray(timeline, contest)).toEqual([]);
  }
});
