import { type Rule, type Threshold, waysOf } from '../events/rule.ts';
import { type Day, FOREVER, formatDay, LONG_AGO } from '../src/time/day.ts';
import { formatBounds } from './bounds.ts';
import { keptWith } from './kept-with.ts';
import { rollOf } from './roll.ts';
import type { Stage } from './stages.ts';
import type { StandingsTimeline } from './standings.ts';
import { lastUpTo } from './steps.ts';
import { Gauge, MET, type Measured, type Met } from './thresholds.ts';
import { type Way, wayOf } from './ways.ts';

export type Verdict = 'qualified' | 'possibly' | 'not';

/** How a candidate stands in a stage under one rule, on a day. */
export interface Qualification {
  readonly verdict: Verdict;
  /** What a `qualified` rests on: endorsers by name, or numbers that sources printed. */
  readonly basis: 'named' | 'printed' | null;
  /** When it came to be so, as EDTF; null where it is not. */
  readonly since: string | null;
  /** Since when it is possible, where it is. */
  readonly possiblySince: string | null;
  /** What is still missing, in every way that would do. */
  readonly ways: readonly Way[];
}

interface Judged {
  readonly verdict: Verdict;
  readonly met: Met;
}

function metOf(rule: Rule, of: (threshold: Threshold) => Met): Met {
  if ('anyOf' in rule) return Math.max(...rule.anyOf.map((each) => metOf(each, of))) as Met;
  if ('allOf' in rule) return Math.min(...rule.allOf.map((each) => metOf(each, of))) as Met;
  return of(rule);
}

/** The days on which anything may change for a candidate, and what was judged of them so far, a list a rule. */
interface Course {
  readonly days: readonly Day[];
  readonly judged: WeakMap<Rule, Judged[]>;
}

/** Judges the candidates of one stage. `timeline` counts what counts in that stage. */
export class StageJudge {
  readonly stage: Stage;
  readonly timeline: StandingsTimeline;
  readonly #gauge: Gauge;
  readonly #courses = new Map<number, Course>();

  constructor(stage: Stage, timeline: StandingsTimeline) {
    this.stage = stage;
    this.timeline = timeline;
    this.#gauge = new Gauge(timeline, rollOf(timeline.view));
  }

  #courseOf(candidate: number): Course {
    const course = this.#courses.get(candidate) ?? {
      days: this.#days(candidate),
      judged: new WeakMap(),
    };
    this.#courses.set(candidate, course);
    return course;
  }

  /** How a candidate stood on one of the days of its course: the same whatever day is asked for. */
  #judgeOn(candidate: number, rule: Rule, { days, judged }: Course, index: number): Judged {
    const known = judged.get(rule) ?? [];
    judged.set(rule, known);
    const found = known[index] ?? this.#judge(candidate, rule, days[index] as Day, days);
    known[index] = found;
    return found;
  }

  /** The days on which anything may change for a candidate: one may come on the day on which another goes. */
  #days(candidate: number): Day[] {
    const { cells, undeclared, pairs, view } = this.timeline;
    const found = new Set<Day>();
    for (const pair of pairs) {
      if (pair.candidate !== candidate) continue;
      for (const day of [...pair.certain, ...pair.possible]) found.add(day);
    }
    for (const cell of cells.get(candidate)?.values() ?? []) {
      for (const { day } of cell.figures.periods) found.add(day);
    }
    for (const { sizes } of undeclared.values()) {
      for (const { day } of sizes.periods) found.add(day);
    }
    const withdrew = view.candidates.get(candidate)?.withdrew;
    for (const bounds of [this.stage.closes?.bounds, withdrew]) {
      if (bounds != null) found.add(bounds.earliest).add(bounds.latest);
    }
    return [...found].sort((one, other) => one - other);
  }

  /** The days whose counts decide on a day: the day itself, or, once the stage may be closed, its close. */
  #deciding(day: Day, days: readonly Day[]): Day[] {
    const { earliest, latest } = this.stage.closes?.bounds ?? {
      earliest: FOREVER,
      latest: FOREVER,
    };
    const [from, to] = [Math.min(day, earliest), Math.min(day, latest)];
    return [from, ...days.filter((each) => each > from && each <= to)];
  }

  #judge(candidate: number, rule: Rule, day: Day, days: readonly Day[]): Judged {
    const mets = this.#deciding(day, days).map((each) =>
      metOf(rule, (threshold) => {
        const moment = { day: each, until: day };
        return this.#gauge.measure(candidate, threshold, moment).met;
      }),
    );
    const [least, most] = [Math.min(...mets) as Met, Math.max(...mets) as Met];
    if (least >= MET.printed) return { verdict: 'qualified', met: least };
    return { verdict: most >= MET.possibly ? 'possibly' : 'not', met: least };
  }

  /** How a candidate stands under a rule on a day, and what it lacks. */
  on(candidate: number, rule: Rule, day: Day): Qualification {
    const course = this.#courseOf(candidate);
    const { days } = course;
    const { verdict, met } = this.#judge(candidate, rule, day, days);
    if (verdict === 'not') return { ...NOTHING, ways: this.#ways(candidate, rule, day, days) };
    const last = lastUpTo(days, day);
    const judgedOn = (index: number) => this.#judgeOn(candidate, rule, course, index);
    const runOf = (holds: (each: Judged) => boolean): Day => {
      let first = last + 1;
      while (first > 0 && holds(judgedOn(first - 1))) first -= 1;
      return first > last ? day : (days[first] as Day);
    };
    const possibly = runOf((each) => each.verdict !== 'not');
    if (verdict === 'possibly') {
      const ways = this.#ways(candidate, rule, day, days);
      return { ...NOTHING, verdict, possiblySince: formatDay(possibly), ways };
    }
    const from = runOf((each) => each.verdict === 'qualified');
    const index = lastUpTo(days, from);
    const printed = days[index] === from && judgedOn(index).met === MET.printed;
    const by = Math.min(from, this.stage.closes?.bounds.latest ?? FOREVER);
    return {
      verdict,
      basis: met === MET.named ? 'named' : 'printed',
      // Who printed the number that decides does not say on which day before it was reached.
      since: formatBounds({ earliest: printed ? LONG_AGO : Math.min(possibly, by), latest: by }),
      possiblySince: formatDay(Math.min(possibly, by)),
      ways: [],
    };
  }

  #ways(candidate: number, rule: Rule, day: Day, days: readonly Day[]): Way[] {
    const last = this.#deciding(day, days).at(-1) ?? day;
    const measure = (threshold: Threshold): Measured =>
      this.#gauge.measure(candidate, threshold, { day: last, until: day });
    const ways = waysOf(rule).map((way) => wayOf(way.map(measure), this.timeline.categories));
    return [...new Map(ways.map((way) => [way.text, way])).values()];
  }
}

/** The judge of a stage: what it judged is kept with the standings that it counts by. */
export function judgeOf(stage: Stage, timeline: StandingsTimeline): StageJudge {
  const judges = judgesIn(timeline);
  const judge = judges.get(stage) ?? new StageJudge(stage, timeline);
  judges.set(stage, judge);
  return judge;
}

const judgesIn = keptWith((_: StandingsTimeline) => new WeakMap<Stage, StageJudge>());

const NOTHING: Omit<Qualification, 'ways'> = {
  verdict: 'not',
  basis: null,
  since: null,
  possiblySince: null,
};
