/** What the design says of printed figures: which holds, and what is best to think since. */
import type { Figure, Story } from './oracle-story.ts';

/** Which of an endorser's acts count, and which tallies a view admits. */
export type View = string;

export function admitted(view: View, { data }: Figure): boolean {
  if (view === 'acts') return true;
  if (view.startsWith('stage:')) {
    return data.of === 'nominations' && data.stage === view.slice('stage:'.length);
  }
  return data.of === view;
}

/** The number that a printed figure gives for something; undefined where it gives none. */
type Cell = (figure: Figure) => number | undefined;

/** A figure in force. */
export interface InForce {
  readonly value: number;
  readonly figure: Figure;
  /** What others printed for the same day. */
  readonly others: readonly string[];
}

/** The latest figure by a day, then the latest published, then the smallest id. */
export function inForce(figures: readonly Figure[], day: number, cell: Cell): InForce | undefined {
  const printed = figures.filter((each) => each.day <= day && cell(each) !== undefined);
  const latest = printed.filter((each) => printed.every((other) => other.day <= each.day));
  const [figure, ...others] = latest.sort((one, other) => {
    if (one.published !== other.published) return one.published > other.published ? -1 : 1;
    return one.id < other.id ? -1 : 1;
  });
  const value = figure && cell(figure);
  return figure === undefined || value === undefined
    ? undefined
    : { value, figure, others: others.map((each) => each.id) };
}

interface Printed {
  readonly candidate?: string;
  readonly category: string;
  readonly value: number;
}

export const cellOf =
  (candidate: string, category: string): Cell =>
  ({ data }) =>
    (data.cells as Printed[]).find(
      (each) => each.candidate === candidate && each.category === category,
    )?.value;

export const leftOf =
  (category: string): Cell =>
  ({ data }) =>
    ((data.undeclared ?? []) as Printed[]).find((each) => each.category === category)?.value;

export const sizeOf =
  (category: string): Cell =>
  ({ data }) =>
    data.category === category ? Number(data.size) : undefined;

/** Who surely and possibly does something on a day, by the view that is asked for. */
export interface Doers {
  certain(view: View, day: number): ReadonlySet<string>;
  possible(view: View, day: number): ReadonlySet<string>;
}

/** value + those who surely came since − those who surely went. */
export function best(
  reported: InForce | undefined,
  view: View,
  day: number,
  backers: Doers,
  withdrawn: boolean,
): number {
  const certain = backers.certain(view, day).size;
  if (reported === undefined || withdrawn) return certain;
  const { figure, value } = reported;
  const of = String(figure.data.of);
  const then = {
    certain: backers.certain(of, figure.day),
    possible: backers.possible(of, figure.day),
  };
  const now = { certain: backers.certain(of, day), possible: backers.possible(of, day) };
  const came = [...now.certain].filter((each) => !then.possible.has(each)).length;
  const went = [...then.certain].filter((each) => !now.possible.has(each)).length;
  return Math.max(certain, value + came - went);
}

/** The lesser of the tally's own less those who declared surely since, and the size less all declared. */
export function undeclared(
  story: Story,
  category: string,
  view: View,
  day: number,
  declared: Doers,
): number | null {
  const tallies = story.tallies.filter((tally) => admitted(view, tally));
  const left = inForce(tallies, day, leftOf(category));
  const size = inForce(story.electorates, day, sizeOf(category));
  const now = declared.certain(view, day);
  const answers: number[] = [];
  if (left !== undefined) {
    const then = declared.possible(view, left.figure.day);
    answers.push(left.value - [...now].filter((each) => !then.has(each)).length);
  }
  if (size !== undefined) answers.push(size.value - now.size);
  return answers.length === 0 ? null : Math.max(0, Math.min(...answers));
}
