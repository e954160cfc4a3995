import { dayNumber } from '../../../src/time/calendar.ts';
import { ContestLoad } from './contest-load.ts';
import { idAt } from './id.ts';
import { Random } from './random.ts';

/** The ranks of the contests that a load has; rank 1 is the largest. */
export interface LoadSize {
  readonly largest: number;
  readonly ranks: readonly number[];
}

const FIRST_DAY = dayNumber(2000, 1, 1);

/** Ids as RFC 9562 version 7 forms them, each later than the one before, after so many others. */
export function idMaker(random: Random, before = 0): () => string {
  let made = before;
  return () => {
    made += 1;
    return idAt(made, random);
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
