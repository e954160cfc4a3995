import { formatDay } from '../../../src/time/day.ts';
import type { ContestPlan } from '../load/contest-load.ts';
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
  /** Are they asked again and again? */
  readonly again: boolean;
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
function manyQuestions(plans: readonly ContestPlan[]): string[] {
  return Array.from({ length: plans.length * DAYS }, (_, at) => {
    const plan = plans[at % plans.length] as ContestPlan;
    const day = (Math.floor(at / plans.length) * STRIDE) % DAYS;
    return pathOf(plan, plan.opening + day);
  });
}

/** What a server is asked over HTTP, row by row. */
export function kindsOf(plans: readonly ContestPlan[], seed: number): readonly Questions[] {
  const random = new Random(seed);
  return [
    {
      name: '15 HTTP standings, random dates and contests',
      paths: questions(plans, random),
      again: true,
      due: { due: 0.65 },
    },
    {
      name: '15 the same, no question asked twice',
      paths: manyQuestions(plans),
      again: false,
      due: {},
    },
  ];
}
