import { formatDay, parseDay } from '../../time/day.ts';
import { edtfBounds } from '../../time/edtf.ts';
import type { Copy, Said } from './copy.ts';

/** That an act is not listed any more. */
interface Gone {
  /** The copy that says so, by its place. */
  readonly copy: number;
  /** Since when, EDTF. */
  readonly on: string;
}

/** An act as all copies together tell it. */
export interface ToldAct {
  readonly said: Said;
  /** Its day, EDTF: the list's own, else some day since the copy before. */
  readonly on: string;
  /** The copy that tells it first, and the last that tells it, by their places. */
  readonly from: number;
  readonly until: number;
  /** Days that later copies give it instead, and where they give none any more: the day that it has then. */
  readonly dates: readonly { readonly on: string; readonly copy: number; readonly said: Said }[];
  /** The copy in which it is gone with nothing in its place, and since when. */
  readonly gone: Gone | null;
  /** The act that it takes the place of, by its place in the history. */
  readonly replaces: number | null;
  /** How it ended, but for an act that took its place and still stands. */
  readonly end: (Gone & { readonly how: Removed }) | null;
}

/** What it means that a row is gone, with nothing in its place. */
export type Removed = 'withdrawn' | 'struck';

const dayAfter = (day: string): string => formatDay((parseDay(day) as number) + 1);

/** Some day after one copy was taken, and no later than another. */
export function between(before: string | undefined, day: string): string {
  if (before === undefined) return `[..${day}]`;
  const first = dayAfter(before);
  return first === day ? day : `[${first}..${day}]`;
}

/** All days that copies give an act. */
export const daysOf = ({ on, dates }: ToldAct): string[] => [on, ...dates.map((each) => each.on)];

/** Can an act have begun on one of these days, and ended on one of those? The ledger refuses an end before its act. */
export const canEnd = (begun: readonly string[], ends: readonly string[]): boolean =>
  ends.every((end) => begun.every((begin) => edtfBounds(end).latest >= edtfBounds(begin).earliest));

type Growing = { -readonly [K in keyof ToldAct]: ToldAct[K] };

/** The day that an act has by the copies so far. */
const dayNow = ({ on, dates }: ToldAct): string => dates.at(-1)?.on ?? on;

/** Another copy tells an act again, perhaps of another day. */
function goOn(act: Growing, said: Said, copy: number): void {
  act.until = copy;
  const before = act.dates.at(-1)?.said ?? act.said;
  if (said.on === before.on) return;
  act.dates = [...act.dates, { on: said.on ?? dayNow(act), copy, said }];
}

/** The act that a copy begins to tell. */
function begun(said: Said, copy: number, on: string, replaces: number | null): Growing {
  return { said, on, from: copy, until: copy, dates: [], gone: null, replaces, end: null };
}

/** Since when an act is gone that a copy does not tell any more. */
const goneIn = (copies: readonly Copy[], copy: number): Gone => ({
  copy,
  on: between(copies[copy - 1]?.day, (copies[copy] as Copy).day),
});

/** What copies tell one after another; an act for another candidate takes the place of the one before it. */
function toldIn(copies: readonly Copy[], endorser: string): Growing[] {
  const acts: Growing[] = [];
  let open: Growing | undefined;
  for (const [index, copy] of copies.entries()) {
    const said = copy.said.get(endorser);
    if (said !== undefined && open?.said.candidate === said.candidate) {
      goOn(open, said, index);
      continue;
    }
    const gone = goneIn(copies, index);
    const replaces = said === undefined || open === undefined ? null : acts.length - 1;
    if (open !== undefined && replaces === null) open.gone = gone;
    open = said && begun(said, index, said.on ?? gone.on, replaces);
    if (open !== undefined) acts.push(open);
  }
  return acts;
}

/**
 * How an act ended, the one that took its place known. Where that one was struck, it ended when it was told
 * no more; an act that would have ended before it began never was.
 */
function endOf(
  copies: readonly Copy[],
  act: ToldAct,
  next: ToldAct | undefined,
  removed: Removed,
): ToldAct['end'] {
  const struck = next?.end?.how === 'struck' ? next.end : undefined;
  const gone =
    act.gone ??
    (next && struck ? { copy: struck.copy, on: goneIn(copies, next.from).on } : undefined);
  if (gone === undefined) return null;
  const isStruck = (act.gone !== null && removed === 'struck') || !canEnd([dayNow(act)], [gone.on]);
  return { ...gone, how: isStruck ? 'struck' : 'withdrawn' };
}

/**
 * What dated copies tell of one endorser, in order of their days: who was backed from which copy to which,
 * and how each act ended. The same for the same copies, in whatever order they came.
 */
export function historyOf(
  copies: readonly Copy[],
  endorser: string,
  removed: Removed,
): readonly ToldAct[] {
  const acts = toldIn(copies, endorser);
  for (const [place, act] of [...acts.entries()].reverse()) {
    const next = acts[place + 1]?.replaces === place ? acts[place + 1] : undefined;
    // A day before that of the act that it would end ends nothing: the two are told beside each other.
    const isEnd = next !== undefined && canEnd(daysOf(act), daysOf(next));
    if (next !== undefined && !isEnd) {
      next.replaces = null;
      act.gone = goneIn(copies, next.from);
    }
    act.end = endOf(copies, act, isEnd ? next : undefined, removed);
  }
  return acts;
}
