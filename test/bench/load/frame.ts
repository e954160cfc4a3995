import { type Day, formatDay } from '../../../src/time/day.ts';
import type { Random } from './random.ts';
import type { Sent } from './sent.ts';
import { sources } from './sources.ts';

/** The categories in which endorsers enrol, how often each in a hundred, and who may nominate. */
export const CATEGORIES = [
  { category: 'CLP', share: 48, nominates: true, size: 6500 },
  { category: 'MP', share: 22, nominates: true, size: 2600 },
  { category: 'councillor', share: 14, nominates: false, size: 20_000 },
  { category: 'TU', share: 7, nominates: true, size: 140 },
  { category: 'SS', share: 5, nominates: true, size: 200 },
  { category: 'other', share: 4, nominates: false, size: 0 },
] as const;

export type Category = (typeof CATEGORIES)[number];

const SUM = { category: 'AFF', name: 'Affiliates', of: ['TU', 'SS'] };

/** The stages of every contest, by who acts in them. */
export const STAGES = {
  MP: 'parliamentary',
  CLP: 'supporting',
  TU: 'supporting',
  SS: 'supporting',
};

type Plain = Omit<Sent, 'id'>;

const stage = (slug: string, on: Day, of: string[], random: Random): Plain => ({
  type: 'StageOpened',
  on: formatDay(on),
  data: {
    stage: slug,
    name: `Stage: ${slug}`,
    opens: formatDay(on),
    rule: {
      anyOf: [
        { atLeast: 20, of },
        { atLeastShare: '5', of },
      ],
    },
  },
  sources: sources(on, random),
});

/** A candidate enters. */
export const entered = (candidate: string, on: Day, random: Random): Plain => ({
  type: 'CandidateEntered',
  on: formatDay(on),
  data: { candidate, name: candidate.replaceAll('-', ' ').toUpperCase() },
  sources: sources(on, random),
});

/** How many of a category there are, as one source says. */
export const electorate = (category: Category, on: Day, random: Random): Plain => ({
  type: 'ElectorateStated',
  on: formatDay(on),
  data: { category: category.category, size: category.size + random.below(20) },
  sources: sources(on, random),
});

/** What every contest begins with: its opening, stages and electorates. */
export function frame(slug: string, opening: Day, random: Random): Plain[] {
  const opened: Plain = {
    type: 'ContestOpened',
    on: formatDay(opening),
    data: {
      title: `Leadership election ${slug}`,
      office: 'Leader',
      organisation: 'The Party',
      jurisdiction: 'Bench',
      categories: [...CATEGORIES.map(({ category }) => ({ category, name: category })), SUM],
    },
    sources: sources(opening, random),
  };
  return [
    opened,
    stage('parliamentary', opening, ['MP'], random),
    stage('supporting', opening, ['CLP', 'TU', 'SS'], random),
    ...CATEGORIES.filter(({ size }) => size > 0).map((each) => electorate(each, opening, random)),
  ];
}
