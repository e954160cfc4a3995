import { BadQuestion } from '../ledger/clocks.ts';
import { BEFORE_ALL, type Series, type SeriesLine } from '../ledger/queries/series.ts';
import { type Day, parseDay } from '../time/day.ts';
import { slotOf } from './chart-palette.ts';
import { asItIs, type PrintedDay } from './printed-day.ts';

/** A day on which a candidate's count changes, and the counts from then on. */
export interface ChartStep {
  readonly on: string;
  /** Where it is drawn. */
  readonly day: Day;
  readonly certain: number;
  /** Certain and possible together. */
  readonly most: number;
}

/** A candidate's way through a chart. */
export interface ChartLine {
  readonly candidate: string;
  readonly name: string;
  /** Which colour and sign are its own, the same in every category. */
  readonly slot: number;
  readonly steps: readonly ChartStep[];
}

/** What a chart shows: the named endorsers of one category. */
export interface ChartLines {
  readonly contest: string;
  readonly title: string;
  readonly category: string;
  readonly asOf: PrintedDay;
  /** Those with any endorser in the category, by name of their candidates. */
  readonly lines: readonly ChartLine[];
  /** The first and the last day of the whole series that are known; where it has none, the day that is looked at. */
  readonly from: Day;
  readonly to: Day;
}

/** Reads a day of a series; throws at what is none. */
export function dayIn(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`${text} is no day`);
  return day;
}

/** How many endorsers of a category there may be on the last day, for all candidates. */
const endOf = ({ lines }: Series, category: string): number =>
  lines
    .filter((line) => line.category === category)
    .reduce((sum, { most }) => sum + (most.at(-1) ?? 0), 0);

/**
 * The category that a chart shows: the one that is asked for, else the one with the most endorsers in
 * the end. Refuses what is no category of the contest. Undefined: it has none.
 */
export function categoryOf(series: Series, asked?: string): string | undefined {
  const { categories } = series;
  if (asked === undefined) {
    return categories.reduce<string | undefined>(
      (best, each) =>
        best === undefined || endOf(series, each) > endOf(series, best) ? each : best,
      undefined,
    );
  }
  if (categories.includes(asked)) return asked;
  const has = categories.length === 0 ? 'It has none yet.' : `It has ${categories.join(', ')}.`;
  throw new BadQuestion('chart', `chart: the contest has no category ${asked}. ${has}`);
}

function stepsOf({ certain, most }: SeriesLine, days: readonly string[], from: Day): ChartStep[] {
  return days.flatMap((on, index) => {
    const now = { certain: certain[index] ?? 0, most: most[index] ?? 0 };
    const stays = now.certain === (certain[index - 1] ?? 0) && now.most === (most[index - 1] ?? 0);
    return stays ? [] : [{ on, day: Math.max(dayIn(on), from), ...now }];
  });
}

/** What a chart of a category shows, on the day of the series. */
export function chartLines(
  series: Series,
  category: string,
  asOf: PrintedDay = asItIs(series.clocks.asOf),
): ChartLines {
  const { contest, days, lines } = series;
  const candidates = [...new Set(lines.map(({ candidate }) => candidate))];
  // A chart that began there would show nothing else.
  const from = dayIn(days.find((day) => day > BEFORE_ALL) ?? asOf.day);
  return {
    contest,
    title: series.title ?? contest,
    category,
    asOf,
    from,
    to: dayIn(days.at(-1) ?? asOf.day),
    lines: lines
      .filter((line) => line.category === category)
      .map((line) => ({
        candidate: line.candidate,
        name: line.name,
        slot: slotOf(candidates.indexOf(line.candidate)),
        steps: stepsOf(line, days, from),
      })),
  };
}

/** A candidate's counts on a day: those since its last step. */
export function countsOn({ steps }: ChartLine, on: string): Pick<ChartStep, 'certain' | 'most'> {
  return steps.findLast((step) => step.on <= on) ?? { certain: 0, most: 0 };
}

/** A count in words: "2", "up to 3", "2 to 3". */
export function countWords({ certain, most }: Pick<ChartStep, 'certain' | 'most'>): string {
  if (certain === most) return `${certain}`;
  return certain === 0 ? `up to ${most}` : `${certain} to ${most}`;
}

/** How things stood on the day of a chart, in words. */
export function chartWords({ lines, category, asOf }: ChartLines): string {
  const told = lines
    .map((line) => ({ name: line.name, counts: countsOn(line, asOf.day) }))
    .filter(({ counts }) => counts.most > 0)
    .sort((one, other) => other.counts.most - one.counts.most)
    .map(({ name, counts }) => `${name} ${countWords(counts)}`);
  const said = told.length === 0 ? 'nobody had any by name' : told.join(', ');
  return `On ${asOf.text}, ${category}: ${said}.`;
}
