import { closest, distance } from 'fastest-levenshtein';
import { CATALOG } from '../../../events/catalog.ts';
import { at, type Columns, NONE } from '../../../projections/columns.ts';
import { type State, standingsOn } from '../../../projections/on-day.ts';
import { type Policy, parsePolicy } from '../../../projections/policy.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import type { Reader } from '../../read/reader.ts';
import type { Views } from '../../read/views.ts';
import { decodeEnvelope } from '../../store/decode.ts';
import { contestOfStream, type EventStore } from '../../store/event-store.ts';
import { inTurns } from '../../threads/turns.ts';
import {
  type AskedClocks,
  BadQuestion,
  type Clocks,
  type PrintedClocks,
  printClocks,
  resolveClocks,
} from '../clocks.ts';
import { digestOf } from '../digest.ts';

/** What every query reads from. */
export interface Sources {
  readonly store: EventStore;
  readonly reader: Reader;
  readonly views: Views;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Something that is asked for is not there: one sentence, with what may have been meant. */
export class NotFound extends Error {}

/** "… Did you mean x?" where one of these is near; else where to find them. */
export function nearest(word: string, among: readonly string[], otherwise: string): string {
  if (among.length === 0) return otherwise;
  const near = closest(word, [...among]);
  return distance(word, near) <= Math.max(3, word.length / 3) ? `Did you mean ${near}?` : otherwise;
}

/** The contests of a ledger, in order of their first entry. */
export async function contestsOf(store: EventStore): Promise<string[]> {
  return (await store.streams()).flatMap((stream) => contestOfStream(stream) ?? []);
}

/** The same in turns: what looks at all of them may take long. */
export async function* eachContest(store: EventStore): AsyncGenerator<string> {
  yield* inTurns(await contestsOf(store));
}

/** The clocks that are asked for, at the ledger's head of now where they name none: while others append, it stays. */
export async function atOneHead(store: EventStore, asked: AskedClocks): Promise<AskedClocks> {
  const { seq } = await store.head();
  return asked.knownAt !== undefined || seq < 0 ? asked : { ...asked, knownAt: `${seq}` };
}

/** Refuses, as NotFound, a contest that the ledger does not hold at its head. */
export async function requireContest({ store, reader }: Sources, contest: string): Promise<void> {
  // Asked at every question: the list of all contests is only for the refusal.
  if ((await reader.contest(contest)).length > 0) return;
  const contests = await contestsOf(store);
  const otherwise =
    contests.length === 0 ? 'This ledger is empty.' : `It has ${contests.slice(0, 20).join(', ')}.`;
  throw new NotFound(`There is no contest ${contest}. ${nearest(contest, contests, otherwise)}`);
}

/** The stages that a contest's entries open, whatever became of them. */
function stagesIn(columns: Columns): string[] {
  const stages = new Set<string>();
  for (let row = 0; row < columns.length; row += 1) {
    const stage = at(columns.stage, row);
    const opens = at(columns.type, row) === CATALOG.StageOpened.code;
    // Of an erased entry the type alone is left.
    if (opens && stage !== NONE) stages.add(columns.symbols.name(stage));
  }
  return [...stages];
}

/** Reads a policy's name; refuses, as BadQuestion, what is none and a stage that the contest lacks. */
export const requirePolicy = async (
  { reader }: Sources,
  contest: string,
  name: string | undefined,
): Promise<Policy> => policyIn(await reader.contest(contest), contest, name);

/** The same for a contest whose columns these are. */
export function policyIn(columns: Columns, contest: string, name: string | undefined): Policy {
  const policy = parsePolicy(name ?? 'acts');
  if (policy?.startsWith('stage:')) {
    const stage = policy.slice('stage:'.length);
    const stages = stagesIn(columns);
    if (stages.includes(stage)) return policy;
    const otherwise = stages.length === 0 ? 'It has none.' : `It has ${stages.join(', ')}.`;
    throw new BadQuestion(
      'counts',
      `counts: ${contest} has no stage ${stage}. ${nearest(stage, stages, otherwise)}`,
    );
  }
  if (policy !== undefined) return policy;
  throw new BadQuestion(
    'counts',
    `counts must be acts, nominations, endorsements or stage:<id> (got ${JSON.stringify(name)}).`,
  );
}

/** The clocks of a question, resolved, and as the answer prints them. */
export async function clocksOf(
  sources: Sources,
  asked: AskedClocks,
): Promise<{ clocks: Clocks; printed: PrintedClocks }> {
  const clocks = await resolveClocks(sources.store, asked, sources.now());
  return { clocks, printed: await printedOf(sources, clocks) };
}

/** Resolved clocks as an answer prints them. */
export async function printedOf(
  sources: Pick<Sources, 'store'>,
  clocks: Clocks,
): Promise<PrintedClocks> {
  const [last] = clocks.knownAt < 0 ? [] : await sources.store.readAll(clocks.knownAt, 1);
  const recordedAt = last === undefined ? null : decodeEnvelope(last).recordedAt;
  return printClocks(clocks, recordedAt);
}

/** A contest at three clocks: its standings over all days, its state on the day, and what to cite. */
export interface AskedMoment {
  readonly clocks: Clocks;
  readonly printed: PrintedClocks;
  readonly timeline: StandingsTimeline;
  readonly state: State;
  readonly digest: string;
}

/** Resolves the clocks of a question about a contest and reads its state there. */
export async function momentAt(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  policy: Policy,
): Promise<AskedMoment> {
  const { clocks, printed } = await clocksOf(sources, asked);
  const timeline = await sources.views.timeline(contest, clocks, policy);
  const state = standingsOn(timeline, contest, clocks.asOf);
  return { clocks, printed, timeline, state, digest: digestOf(state, policy) };
}
