import { formatDay } from '../../../src/time/day.ts';
import type { Cast, ToldAct } from './cast.ts';
import { told } from './dates.ts';
import type { Sent } from './sent.ts';
import { sources, words } from './sources.ts';

const why = (cast: Cast): string => words(8, cast.random);

function someAct(cast: Cast): ToldAct | undefined {
  return cast.acts.length === 0 ? undefined : cast.random.of(cast.acts);
}

/** Has the endorser no other act of this kind for this candidate, which corrected data would meet? */
function isOnly({ endorser, kind, candidate }: ToldAct): boolean {
  return (
    endorser.acts.filter((act) => act.kind === kind && act.candidate === candidate).length === 1
  );
}

/** What a correction replaces: the date mostly, else the sources or the data. */
function replacement(cast: Cast, act: ToldAct): Readonly<Record<string, unknown>> {
  const { random } = cast;
  const exact = random.percent(70);
  const date = { on: exact ? formatDay(act.day) : told(act.day, random) };
  return random.weighed<Readonly<Record<string, unknown>>>([
    [60, date],
    [22, { sources: sources(act.day, random) }],
    [18, isOnly(act) ? { data: { ...act.data, decidedBy: 'executive' } } : date],
  ]);
}

/** The record of an act was wrong. */
export function correction(cast: Cast): Sent[] {
  const act = someAct(cast);
  if (act === undefined) return [];
  const data = { entry: act.id, why: why(cast), ...replacement(cast, act) };
  const cited = cast.random.percent(50) ? { sources: sources(cast.day, cast.random) } : {};
  return [cast.send({ type: 'EntryCorrected', data, ...cited })];
}

/** A claim that told an act again never was about it. */
export function strike(cast: Cast): Sent[] {
  const entry = cast.acts.findLast((act) => act.again.length > 0)?.again.pop();
  if (entry === undefined) return [];
  return [cast.send({ type: 'EntryStruck', data: { entry, why: why(cast) } })];
}

/** Somebody disputes a claim. Which one is remembered, so that it can be settled later. */
export function dispute(cast: Cast, open: string[]): Sent[] {
  const entry = someAct(cast)?.id;
  if (entry === undefined || open.includes(entry)) return [];
  open.push(entry);
  return [cast.send({ type: 'EntryDisputed', data: { entry, why: why(cast) } })];
}

/** The oldest open dispute is settled. */
export function settlement(cast: Cast, open: string[]): Sent[] {
  const entry = open.shift();
  if (entry === undefined) return [];
  const outcome = cast.random.percent(70) ? 'upheld' : 'rejected';
  return [cast.send({ type: 'DisputeResolved', data: { entry, outcome, why: why(cast) } })];
}
