import { type Day, formatDay } from '../../../src/time/day.ts';
import { published } from './dates.ts';
import type { Random } from './random.ts';
import type { SentSource } from './sent.ts';

const PAPERS = [
  'The Courier',
  'Evening Standard-Bearer',
  'The Delegate',
  'Labour Weekly',
  'City & County Post',
  'The Returning Officer',
  'Union Gazette',
  'Morning Dispatch',
  'Campaign Notebook (blog)',
  'The Whip',
  'Conference Daily',
  'Regional Press Agency',
];

const WORDS = [
  'leadership',
  'race',
  'union',
  'backs',
  'nomination',
  'members',
  'frontrunner',
  'branch',
  'endorses',
  'ballot',
  'candidate',
  'switch',
  'support',
  'deadline',
  'conference',
  'executive',
  'rival',
  'meeting',
];

/** Some words, as a headline or a quotation would have. */
export const words = (count: number, random: Random): string =>
  Array.from({ length: count }, () => random.of(WORDS)).join(' ');

/** A source that tells something on a day; a few, found much later, say only when they were read. */
export function source(day: Day, random: Random): SentSource {
  const paper = random.ranked(PAPERS);
  const title = words(6 + random.below(6), random);
  const dated = random.percent(85);
  return {
    url: `https://news.example/${paper.length}/${formatDay(day).slice(0, 4)}/${title.replaceAll(' ', '-')}`,
    publisher: paper,
    title,
    ...(dated
      ? { published: published(day, random) }
      : { retrieved: formatDay(day + 200 + random.below(900)) }),
    ...(random.percent(20) ? { locator: `paragraph ${1 + random.below(30)}` } : {}),
    ...(random.percent(15) ? { quote: words(14, random) } : {}),
    ...(random.percent(55) ? { dateBasis: words(8, random) } : {}),
  };
}

/** One source mostly, two or three now and then; each some days after what it tells. */
export function sources(day: Day, random: Random): SentSource[] {
  const count = random.percent(6) ? 2 + random.below(2) : 1;
  return Array.from({ length: count }, () => source(day + random.heavy(90) - 1, random));
}
