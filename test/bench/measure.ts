/** The middle of some measurements, and how far they spread. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** One line of the table: a ratio of two things that were measured in turns. */
export interface Row {
  readonly name: string;
  /** What it is measured against. */
  readonly against: string;
  readonly ratio: Spread;
  readonly wanted: 'at least' | 'at most';
  /** What must hold now. */
  readonly due?: number;
  /** What must hold in the end. */
  readonly later?: number;
  /** Absolute figures of this run: they hang on the machine. */
  readonly figures: string;
}

/** Milliseconds from some moment on. */
export type Now = () => number;

/** The spread of some measurements. Refuses none. */
export function spread(all: readonly number[]): Spread {
  const sorted = [...all].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || least === undefined || most === undefined) {
    throw new RangeError('nothing was measured');
  }
  return { median: (low + high) / 2, least, most };
}

/** How long a piece of work takes, in milliseconds. */
export async function timed(now: Now, work: () => unknown): Promise<number> {
  const start = now();
  await work();
  return now() - start;
}

/** Two pieces of work that are timed in turns, and what must be done before each untimed. */
export interface Turn {
  prepare?(): unknown;
  a(): unknown;
  between?(): unknown;
  b(): unknown;
}

/** Times two pieces of work in turns, A B A B …, after one turn that does not count. */
export async function inTurns(
  now: Now,
  turns: number,
  turn: Turn,
): Promise<{ readonly a: number[]; readonly b: number[] }> {
  const times = { a: [] as number[], b: [] as number[] };
  for (let done = 0; done <= turns; done += 1) {
    await turn.prepare?.();
    const a = await timed(now, () => turn.a());
    await turn.between?.();
    const b = await timed(now, () => turn.b());
    if (done === 0) continue;
    times.a.push(a);
    times.b.push(b);
  }
  return times;
}

/** The spread of the ratios of two rows of measurements, turn by turn. */
export function ratio(over: readonly number[], under: readonly number[]): Spread {
  return spread(over.map((each, turn) => each / (under[turn] ?? Number.NaN)));
}

/** Is a wanted number reached, or a part of it where a safety factor is given? */
export function reached(row: Row, wanted: number, safety = 1): boolean {
  const { median } = row.ratio;
  return row.wanted === 'at least' ? median >= wanted * safety : median <= wanted / safety;
}

/** A number with as many digits as matter. */
export function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  return value >= 10 ? value.toFixed(1) : value.toPrecision(2);
}

/** How many a second, from the milliseconds that some took. */
export const rate = (count: number, milliseconds: readonly number[]): string =>
  `${short((count * 1000) / spread(milliseconds).median)}/s`;

/** How long one took, from the milliseconds that some took. */
export function each(count: number, milliseconds: readonly number[]): string {
  const one = spread(milliseconds).median / count;
  return one < 1 ? `${short(one * 1000)} µs` : `${short(one)} ms`;
}

/** How much longer one of some took than one of as many others, which a slow disk does not hide. */
export const more = (count: number, a: readonly number[], b: readonly number[]): string =>
  each(count, [spread(a.map((time, turn) => time - (b[turn] ?? Number.NaN))).median]);
