import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { contestsOf } from '../ledger/queries/asking.ts';
import { type BothDigests, bothDigests } from '../ledger/queries/rebuilt-standings.ts';
import type { Service } from '../ledger/service.ts';
import type { Course, LedgerStore, Origin } from '../store/ledger-store.ts';
import { type AuditOptions, type AuditReport, audit } from '../tlog/audit/audit.ts';
import type { CheckedCheckpoint } from '../tlog/audit/checkpoint-check.ts';
import type { Fault } from '../tlog/audit/fault.ts';
import type { Verifier } from '../tlog/keys.ts';
import { writeBase64 } from '../tlog/strict.ts';
import { digestsElsewhere } from './standings-elsewhere.ts';

/** More threads than this only wait for one another's pages. */
const MOST_THREADS = 8;

/** How many threads an audit here may use. */
export const auditThreads = (): number => Math.min(availableParallelism(), MOST_THREADS);

/** The standings of each contest by two ways, and why they could not all be computed, if they could not. */
export interface StandingsCheck {
  readonly digests: readonly BothDigests[];
  readonly problem: string | null;
}

/** An audit's report with what the standings showed, and what the database that the ledger lies in. */
export interface Examined extends AuditReport {
  /** Undefined where they were left out. */
  readonly standings: readonly BothDigests[] | undefined;
  /** Undefined where there is no database, or it was left out. */
  readonly origin?: Origin | undefined;
}

const UNREADABLE = 'unreadable';

/** Puts what the standings and the database showed beside what the audit found; undefined: left out. */
export function examined(
  report: AuditReport,
  check: StandingsCheck | undefined,
  origin?: Origin,
): Examined {
  const faults: Fault[] = (check?.digests ?? [])
    .filter(({ live, rebuilt }) => live !== rebuilt || live.startsWith(UNREADABLE))
    .map(({ contest, live, rebuilt }) => ({
      seq: null,
      place: `the standings of ${contest}`,
      problem: `are ${live} from the columns and ${rebuilt} from the bytes`,
    }));
  if (check !== undefined && check.problem !== null) {
    const problem = `cannot be computed (${check.problem})`;
    faults.push({ seq: null, place: 'the standings', problem });
  }
  if (typeof origin?.difference === 'string') {
    faults.push({ seq: null, place: 'the copy of the database', problem: origin.difference });
  }
  return {
    ...report,
    standings: check?.digests,
    origin,
    count: report.count + faults.length,
    faults: [...report.faults, ...faults],
  };
}

/**
 * Compares the standings of today, contest by contest, from the columns and from the bytes; what cannot
 * be read is no reason to stop. Throws where the signal aborts. `both` is where the digests come from, in the
 * order of the contests: this thread, where it is not said.
 */
export async function compareStandings(
  service: Service,
  progress: (done: number, all: number) => void,
  signal: AbortSignal,
  both: AsyncIterable<BothDigests> = bothDigests(service),
): Promise<StandingsCheck> {
  const digests: BothDigests[] = [];
  try {
    const all = (await contestsOf(service.store)).length;
    for await (const each of both) {
      await turn();
      signal.throwIfAborted();
      digests.push(each);
      progress(digests.length, all);
    }
    return { digests, problem: null };
  } catch (error) {
    if (signal.aborted) throw error;
    return { digests, problem: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Reads the database that a ledger lies in from its beginning, and compares its copy with that; undefined
 * where it lies in none. Throws a StoreError where it cannot be reached.
 */
export async function compareOrigin(
  store: LedgerStore,
  course: Course,
): Promise<Origin | undefined> {
  if (store.compareWithOrigin === undefined) return undefined;
  await store.refresh();
  return store.compareWithOrigin(course);
}

/** What of a verification is under way, and how much of it is done. */
export interface VerifyingStep {
  readonly what: 'entries' | 'standings' | 'origin';
  readonly done: number;
  readonly all: number;
}

/** How a verification is followed and stopped. */
export interface VerifyingCourse {
  tell(step: VerifyingStep): void;
  readonly signal: AbortSignal;
}

/**
 * Checks the whole ledger and its standings, both in other threads wherever the store can be opened
 * there: so a server answers others meanwhile. Throws where the signal aborts.
 */
export async function verified(
  service: Service,
  given: Pick<AuditOptions, 'keys' | 'since'>,
  { tell, signal }: VerifyingCourse,
): Promise<Examined> {
  const following =
    (what: VerifyingStep['what']) =>
    (done: number, all: number): void =>
      tell({ what, done, all });
  const threads = Math.max(2, auditThreads());
  const progress = following('entries');
  const options = { ...given, threads, alone: 0, progress, signal };
  const report = await audit(service.store.audit, options);
  const { elsewhere } = service.store.audit;
  const both = elsewhere && digestsElsewhere(elsewhere, service.now(), signal);
  const check = await compareStandings(service, following('standings'), signal, both);
  const course = { progress: following('origin'), signal };
  return examined(report, check, await compareOrigin(service.store, course));
}

const originBody = ({ difference, passedOver }: Origin) => ({
  difference,
  passedOver: passedOver.map(({ position, stream, why }) => ({ position, stream, why })),
});

/** What an audit found, as JSON says it. */
export function verificationBody(report: Examined, keys: readonly Verifier[]) {
  const { entries, bytes, erased, streams, names, receipts, root, tiles, checkpoints, since } =
    report;
  const { count, faults, around } = report;
  const printed = ({ checkpoint, signedBy, holds }: CheckedCheckpoint) => ({
    origin: checkpoint.origin,
    size: checkpoint.size,
    root: writeBase64(checkpoint.root),
    holds,
    signedBy: keys.length === 0 ? null : signedBy,
  });
  return {
    ok: count === 0,
    entries,
    bytes,
    erased,
    streams,
    names,
    receipts,
    tiles,
    standings: report.standings ?? null,
    origin: report.origin === undefined ? null : originBody(report.origin),
    log: { size: entries, root: writeBase64(root) },
    signatures: keys.length === 0 ? 'unchecked' : 'checked',
    checkpoints: checkpoints.map(printed),
    since: since === null ? null : printed(since),
    faults: { count, first: faults[0] ?? null, around, all: faults },
  };
}
