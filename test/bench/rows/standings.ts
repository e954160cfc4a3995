import type { Entry } from '../../../events/entry.ts';
import { cut } from '../../../projections/cut.ts';
import { type State, standingsOn } from '../../../projections/on-day.ts';
import { type StandingsTimeline, standings } from '../../../projections/standings.ts';
import { digestOf } from '../../../src/ledger/digest.ts';
import { askStandings } from '../../../src/ledger/queries/standings.ts';
import { contestStream, REGISTER_STREAM } from '../../../src/store/event-store.ts';
import { type Day, FOREVER, formatDay } from '../../../src/time/day.ts';
import { columnsOf, decoded, Names } from '../fold.ts';
import type { ContestPlan } from '../load/contest-load.ts';
import { Random } from '../load/random.ts';
import { each, inTurns, type Row, ratio, short } from '../measure.ts';
import type { Desk, Setting } from '../setting.ts';

/** Random days of a contest. */
export function daysOf(plan: ContestPlan, count: number, random: Random): Day[] {
  return Array.from({ length: count }, () => plan.opening + random.below(plan.span));
}

const bytesOf = (answer: unknown): Buffer => Buffer.from(JSON.stringify(answer));

/** The answer to one question as bytes, with the digest that lets it be cited. */
export const cited = (state: State): Buffer =>
  bytesOf({ digest: digestOf(state, 'acts'), ...state });

/** One contest, its standings over all days, and the days that are asked for. */
export interface Asked {
  readonly plan: ContestPlan;
  readonly timeline: StandingsTimeline;
  readonly days: readonly Day[];
}

/** Builds a contest's standings as they are known now. */
export async function asking(desk: Desk, plan: ContestPlan, count: number): Promise<Asked> {
  const { seq } = await desk.store.head();
  const sight = { knownAt: seq, reportedBy: FOREVER };
  const timeline = await desk.views.timeline(plan.contest, sight, 'acts');
  return { plan, timeline, days: daysOf(plan, count, new Random(plan.size)) };
}

const answerOn = ({ plan, timeline }: Asked, day: Day, print = cited): Buffer =>
  print(standingsOn(timeline, plan.contest, day));

/** How many bytes the answers to all of its days have. */
const answers = (asked: Asked, print: (state: State) => Buffer): number =>
  asked.days.reduce((sum, day) => sum + answerOn(asked, day, print).length, 0);

async function growth(setting: Setting, turns: number, large: Asked, little: Asked) {
  const rows: Row[] = [];
  for (const [how, print] of [
    ['with digest', cited],
    ['without digest', bytesOf],
  ] as const) {
    const { a, b } = await inTurns(setting.now, turns, {
      a: () => answers(large, print),
      b: () => answers(little, print),
    });
    const size = (asked: Asked) => short(answers(asked, print) / asked.days.length / 1024);
    rows.push({
      name: `6 as-of standings, ${large.plan.size} entries, ${how}`,
      against: `the same, ${little.plan.size} entries`,
      ratio: ratio(a, b),
      wanted: 'at most',
      ...(how === 'with digest' ? { due: 2 } : {}),
      figures: `${each(large.days.length, a)} (${size(large)} KiB) against ${each(little.days.length, b)} (${size(little)} KiB)`,
    });
  }
  return rows;
}

async function whole(setting: Setting, turns: number, desk: Desk, asked: Asked): Promise<Row> {
  const sources = { ...desk, now: setting.world.now };
  const { a, b } = await inTurns(setting.now, turns, {
    a: async () => {
      for (const day of asked.days) {
        bytesOf(await askStandings(sources, asked.plan.contest, { asOf: formatDay(day) }));
      }
    },
    b: () => answers(asked, cited),
  });
  return {
    name: '6 the whole query (askStandings), as bytes',
    against: 'its as-of standings with digest',
    ratio: ratio(a, b),
    wanted: 'at most',
    figures: `${each(asked.days.length, a)} against ${each(asked.days.length, b)}`,
  };
}

/** Folds a contest anew for one answer: columns, cut, standings, the day, as bytes. */
function folded(entries: readonly Entry[], merges: readonly Entry[], { plan }: Asked, day: Day) {
  const names = new Names();
  const columns = columnsOf(entries, names);
  const view = cut(columns, columnsOf(merges, names), { knownAt: FOREVER, reportedBy: FOREVER });
  return cited(standingsOn(standings(view, 'acts'), plan.contest, day));
}

async function folds(setting: Setting, turns: number, desk: Desk, asked: Asked): Promise<Row[]> {
  const stream = contestStream(asked.plan.contest);
  const stored = await desk.store.readStream(stream, 0, 1_000_000);
  const entries = decoded(stored);
  const merges = decoded(await desk.store.readStream(REGISTER_STREAM, 0, 1_000_000));
  const [day = asked.plan.opening] = asked.days;
  const right = answerOn(asked, day);
  if (!right.equals(folded(entries, merges, asked, day))) throw new Error('the fold differs');
  const works = [
    {
      name: 'decoding and folding its bytes',
      due: 100,
      work: () => folded(decoded(stored), merges, asked, day),
    },
    {
      name: 'folding its decoded entries',
      later: 200,
      work: () => folded(entries, merges, asked, day),
    },
  ];
  const rows: Row[] = [];
  for (const { name, work, ...wanted } of works) {
    const { a, b } = await inTurns(setting.now, turns, { a: () => answers(asked, cited), b: work });
    const one = a.map((all) => all / asked.days.length);
    rows.push({
      name: `7 as-of standings, ${asked.plan.size} entries, with digest`,
      against: name,
      ratio: ratio(b, one),
      wanted: 'at least',
      ...wanted,
      figures: `${each(1, one)} against ${each(1, b)}`,
    });
  }
  return rows;
}

/** As-of standings against a smaller contest, and against folding anew. */
export async function standingsRows(
  setting: Setting,
  desk: Desk,
  plans: { readonly large: ContestPlan; readonly little: ContestPlan },
  turns: number,
): Promise<Row[]> {
  const large = await asking(desk, plans.large, 200);
  const little = await asking(desk, plans.little, 200);
  return [
    ...(await growth(setting, turns, large, little)),
    await whole(setting, turns, desk, large),
    ...(await folds(setting, Math.ceil(turns / 2), desk, large)),
  ];
}
