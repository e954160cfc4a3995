import type { Service } from '../../../src/ledger/service.ts';
import { type Now, spread, timed } from '../measure.ts';
import type { Grown, GrowthSetting } from './grown.ts';

/** What something costs in a ledger of one size. */
export interface Cost {
  readonly name: string;
  readonly unit: 'time' | 'bytes';
  /** Milliseconds or bytes; null where it was left out. */
  readonly value: number | null;
  /** How it may grow with the entries, as the power of their number; left out where nothing is asked of it. */
  readonly allowed?: number;
  /** What a value may be at the most, whatever the size. */
  readonly most?: number;
}

/** What each cost is measured in: a ledger of some size, and a service over it. */
export interface Measured {
  readonly setting: GrowthSetting;
  readonly grown: Grown;
  readonly service: Service;
}

/** What is to cost the same in every ledger. */
export const FLAT = 0;

/** What tells each of a contest's entries, or looks at each for the first time, grows with the contest. */
export const LINEAR = 1;

/** One question is asked so often at the most, and no more once this has taken so many milliseconds. */
const TIMES = 40;
const ENOUGH = 4000;

/** How long a piece of work takes that is done again and again: the median, in milliseconds. */
export async function often(now: Now, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let left = ENOUGH; left > 0 && times.length < TIMES; ) {
    const time = await timed(now, work);
    times.push(time);
    left -= time;
  }
  return spread(times).median;
}

/** The processor's time that a piece of work takes in this process, in milliseconds. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
