import type { Service } from '../../../src/ledger/service.ts';
import { spread } from '../measure.ts';
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

/** The processor's time that a piece of work takes in this process, in milliseconds. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * What a piece of work takes that is done again and again: the median, in milliseconds. The processor's time of this
 * process, which does not hang on what else a machine does; or `clock`.
 */
export async function often(
  work: () => unknown,
  clock: (work: () => unknown) => Promise<number> = processorTime,
): Promise<number> {
  const times: number[] = [];
  for (let left = ENOUGH; left > 0 && times.length < TIMES; ) {
    const time = await clock(work);
    times.push(time);
    left -= time;
  }
  // The first of many also wait for the code to be compiled for speed.
  return spread(times.slice(Math.floor(times.length / 4))).median;
}
