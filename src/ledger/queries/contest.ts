import type { ContestOpened } from '../../../events/contest-opened.ts';
import type { StageOpened } from '../../../events/stage-opened.ts';
import type { Weighing } from '../../../events/weighing.ts';
import { resolveClaims, writtenOn } from '../../../projections/claims.ts';
import { toldOf } from '../../../projections/told.ts';
import { decodeEnvelope } from '../../store/decode.ts';
import { contestStream, REGISTER_STREAM } from '../../store/event-store.ts';
import { FOREVER, LONG_AGO } from '../../time/day.ts';
import type { AskedClocks } from '../clocks.ts';
import { clocksOf, NotFound, requireContest, type Sources } from './asking.ts';

/** The last entry of a stream: its place in the ledger, and when it was recorded. */
export interface StreamHead {
  readonly seq: number;
  readonly recordedAt: string;
}

/** How far a stream goes: as an append must know it. */
export interface StreamState {
  /** How many entries it has. */
  readonly entries: number;
  /** Its last revision; -1 where it has no entry. */
  readonly revision: number;
  readonly head: StreamHead | null;
}

/** A contest as its entries frame it, and how far they go. The same for ever at one revision. */
export interface ContestState extends StreamState {
  readonly contest: string;
  readonly title: string;
  readonly office: string;
  readonly organisation: string;
  readonly jurisdiction: string | null;
  /** When it opened, as EDTF. */
  readonly opened: string | null;
  /** How many candidates win, so how many one endorser may back. */
  readonly seats: number;
  readonly categories: ContestOpened['categories'];
  readonly stages: readonly { readonly stage: string; readonly name: string }[];
  /** How somebody weighs endorsers of each category in points. */
  readonly weighings: readonly Weighing[];
}

async function stateOf({ store }: Sources, stream: string, known: number): Promise<StreamState> {
  const [last] = known === 0 ? [] : await store.readStream(stream, known - 1, 1);
  const head =
    last === undefined ? null : { seq: last.seq, recordedAt: decodeEnvelope(last).recordedAt };
  return { entries: known, revision: known - 1, head };
}

/**
 * A contest at a moment of recorded time. Refuses, as NotFound, a contest that the ledger does not hold,
 * or did not hold then; as BadQuestion an unknown clock.
 */
export async function askContest(
  sources: Sources,
  contest: string,
  asked: Pick<AskedClocks, 'knownAt'>,
): Promise<ContestState> {
  await requireContest(sources, contest);
  const { clocks } = await clocksOf(sources, asked);
  const columns = await sources.reader.contest(contest);
  const known = columns.upTo(clocks.knownAt);
  const claims = resolveClaims(columns, known, FOREVER);
  const [opening] = known === 0 ? [] : toldOf(claims, LONG_AGO, 'ContestOpened');
  if (opening === undefined) {
    throw new NotFound(
      `Contest ${contest} was not in this ledger yet at knownAt ${asked.knownAt}.`,
    );
  }
  const {
    title,
    office,
    organisation,
    jurisdiction = null,
    categories,
    seats = 1,
    weighings = [],
  } = opening.data;
  const stages = toldOf(claims, LONG_AGO, 'StageOpened').map(({ data }) => data);
  return {
    contest,
    title,
    office,
    organisation,
    jurisdiction,
    opened: writtenOn(claims, opening.row),
    seats,
    categories,
    stages: eachOnce(stages),
    weighings,
    ...(await stateOf(sources, contestStream(contest), known)),
  };
}

/** Several sources may say that a stage opened, each with its own words for the rule. */
const eachOnce = (stages: readonly StageOpened[]): { stage: string; name: string }[] =>
  [...Map.groupBy(stages, ({ stage }) => stage).values()].flatMap(([first]) =>
    first === undefined ? [] : [{ stage: first.stage, name: first.name }],
  );

/** How far the register goes, at a moment of recorded time. Refuses, as BadQuestion, an unknown clock. */
export async function askRegister(
  sources: Sources,
  asked: Pick<AskedClocks, 'knownAt'>,
): Promise<StreamState> {
  const { clocks } = await clocksOf(sources, asked);
  const columns = await sources.reader.register();
  return stateOf(sources, REGISTER_STREAM, columns.upTo(clocks.knownAt));
}
