import { formatDay } from '../../../src/time/day.ts';
import type { ContestPlan } from '../load/contest-load.ts';
import { CATEGORIES } from '../load/frame.ts';
import { Random } from '../load/random.ts';
import { daysOf } from './standings.ts';

const QUESTIONS = 2000;
/** How many days there are to ask for, and from which to which the questions go: no divisor of it. */
const DAYS = 4000;
const STRIDE = 1709;

/** The questions of a row. */
export interface Questions {
  readonly name: string;
  readonly paths: readonly string[];
  /** How many at most are asked in a turn, where none is asked twice; else all are, again and again. */
  readonly aTurn?: number;
  readonly due: { readonly due?: number };
}

const pathOf = ({ contest }: ContestPlan, day: number): string =>
  `/api/v1/contests/${contest}/standings?asOf=${formatDay(day)}`;

/** Paths of standings at random contests and days. */
function questions(plans: readonly ContestPlan[], random: Random): string[] {
  return Array.from({ length: QUESTIONS }, () => {
    const plan = plans[random.below(plans.length)] as ContestPlan;
    const [day = 0] = daysOf(plan, 1, random);
    return pathOf(plan, day);
  });
}

/** Paths of standings, each once, at more days than all turns ask for, in no order. */
export function manyQuestions(plans: readonly ContestPlan[]): string[] {
  return Array.from({ length: plans.length * DAYS }, (_, at) => {
    const plan = plans[at % plans.length] as ContestPlan;
    const day = (Math.floor(at / plans.length) * STRIDE) % DAYS;
    return pathOf(plan, plan.opening + day);
  });
}

/** The days around a contest on which most happens, each once, in no order. */
function busyDays({ opening, span }: ContestPlan): string[] {
  const days = Math.floor(span * 1.5);
  return Array.from({ length: days }, (_, at) => formatDay(opening + ((at * STRIDE) % days)));
}

/** Addresses of a contest's page. */
const pages = (plan: ContestPlan): string[] =>
  busyDays(plan).map((day) => `/contests/${plan.contest}?asOf=${day}`);

const COUNTS = ['acts', 'nominations', 'endorsements'];
/** A form also sends what is left empty: to what is kept by address, that is another address. */
const EMPTY = ['', '&reportedBy=', '&knownAt=', '&reportedBy=&knownAt=', '&knownAt=&reportedBy='];

/** Addresses of the same page, each once, with each of its charts: few have in common what can be kept. */
function manyPages(plan: ContestPlan): string[] {
  const drawn = CATEGORIES.flatMap(({ category }) =>
    COUNTS.map((counts) => `&chart=${category}&counts=${counts}`),
  );
  return EMPTY.flatMap((empty) =>
    pages(plan).flatMap((page) => drawn.map((said) => `${page}${said}${empty}`)),
  );
}

/** What a server is asked over HTTP, row by row. */
export function kindsOf(plans: readonly ContestPlan[], seed: number): readonly Questions[] {
  const random = new Random(seed);
  const large = plans.find(({ size }) => size === 10_000);
  if (large === undefined) throw new Error('no contest has 10,000 entries');
  return [
    {
      name: '15 HTTP standings, random dates and contests',
      paths: questions(plans, random),
      due: { due: 0.65 },
    },
    {
      name: '15 the same, no question asked twice',
      paths: manyQuestions(plans),
      aTurn: 80_000,
      due: {},
    },
    {
      name: '17 HTTP page of a contest of 10,000 entries, random days',
      paths: pages(large),
      due: { due: 0.25 },
    },
    {
      name: '17 the same, no address asked twice, on any of its charts',
      paths: manyPages(large),
      aTurn: 4000,
      due: {},
    },
  ];
}
