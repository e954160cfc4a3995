import { dayNumber } from '../../../src/time/calendar.ts';
import { ContestLoad } from './contest-load.ts';
import { Random } from './random.ts';

/** The ranks of the contests that a load has; rank 1 is the largest. */
export interface LoadSize {
  readonly largest: number;
  readonly ranks: readonly number[];
}

const FIRST_DAY = dayNumber(2000, 1, 1);
export const START_OF_IDS = 1_700_000_000_000;

/** Ids as RFC 9562 version 7 forms them, each later than the one before, from some millisecond on. */
export function idMaker(random: Random, start = START_OF_IDS): () => string {
  let made = 0;
  return () => {
    made += 1;
    const time = (start + made * 40).toString(16).padStart(12, '0');
    const tail = random.hex(18);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(6)}`;
  };
}

/**
 * Contests whose sizes follow a power law: the one of rank r has largest / r entries. The seed alone
 * decides everything.
 */
export function contestLoads(seed: number, { largest, ranks }: LoadSize): ContestLoad[] {
  const newId = idMaker(new Random(seed));
  return ranks.map((rank) => {
    const random = new Random(Math.imul(seed, 31) + rank);
    const size = Math.floor(largest / rank);
    const plan = {
      contest: `contest-${rank}`,
      size,
      // As many in each, so that answers of contests of different sizes hold as many cells.
      candidates: size >= 1000 ? 8 : 3 + random.below(4),
      opening: FIRST_DAY + random.below(8000),
      span: size >= 1000 ? 300 : 40 + random.below(200),
    };
    return new ContestLoad(plan, random, newId);
  });
}
