import { setImmediate as turn } from 'node:timers/promises';
import type { EndorserEnrolled } from '../../../events/endorser-enrolled.ts';
import type { AppendedGood } from '../../ledger/appended.ts';
import { type Arriving, LARGEST_PAYLOAD } from '../../ledger/arrival.ts';
import type { Refusal } from '../../ledger/refusals.ts';
import type { Service } from '../../ledger/service.ts';
import type { StagedRow } from '../../store/staging.ts';
import type { Mapping } from '../mapping/schema.ts';
import { runsOf } from '../runs.ts';
import { contestRows, type MappedList, type RowEntry } from './contest-rows.ts';
import { effectOf } from './effect.ts';
import type { ContestTaken, Hearing } from './outcome.ts';
import { faultOfRefusal } from './refusal-fault.ts';

/** How lists are taken in. */
export interface IntakeOptions {
  readonly recordedBy: string;
  /** A warning is a refusal. */
  readonly strict: boolean;
  /** Decide, tell the effect, and store nothing. */
  readonly dryRun: boolean;
  /** The ledger's key for ids that are made of content. */
  readonly key: Uint8Array;
  readonly sameAct: Mapping['sameAct'];
}

/** What rows are taken in with. */
export interface Intake {
  readonly service: Service;
  readonly lists: readonly MappedList[];
  readonly options: IntakeOptions;
  readonly hearing: Hearing;
}

/** The policy for acts that the ledger has already, as another draft of one that is refused for it. */
function retold(sameAct: Mapping['sameAct']) {
  return (draft: Arriving, { code, candidates = [] }: Refusal): Arriving | undefined => {
    const [act, ...others] = candidates;
    if (code !== 'same-act-or-anew' || act === undefined || sameAct === 'refuse') return undefined;
    if (sameAct === 'anew') return { ...draft, data: { ...draft.data, anew: true } };
    // Of several acts nothing guesses which one is told again.
    return others.length > 0 ? undefined : { ...draft, data: { ...draft.data, act } };
  };
}

/** As many entries as go into one append; all of a contest where the store takes them. */
function inRuns({ service }: Intake, entries: readonly RowEntry[]): readonly RowEntry[][] {
  const most = service.store.atOnce;
  const areFew = entries.length <= Math.min(most.items, most.bytes / LARGEST_PAYLOAD);
  if (areFew) return entries.length === 0 ? [] : [[...entries]];
  const bytes = ({ draft }: RowEntry) => JSON.stringify(draft).length;
  return runsOf(entries, { fits: () => true, bytes, most });
}

/** Rows by what is wrong with them, each counted once. */
class RowSets {
  readonly refused = new Set<string>();
  readonly changed = new Set<string>();

  add({ list, row, kind }: { list: string; row: number; kind: 'refused' | 'changed' }): void {
    this[kind].add(`${row} ${list}`);
  }
}

/** The rest of what is told of an append: its warnings and refusals, at their rows. */
async function tell(
  { service, lists, hearing }: Intake,
  run: readonly RowEntry[],
  { refusals, warnings }: AppendedGood,
  sets: RowSets,
): Promise<number> {
  const placeOf = (index: number) => {
    const { list, row } = run[index] as RowEntry;
    return { list: lists[list]?.name ?? '', row };
  };
  for (const { index, code, message } of warnings) {
    hearing.warning({ ...placeOf(index), code, message });
  }
  let open = 0;
  for (const refusal of refusals) {
    const { draft, list, cells } = run[refusal.index] as RowEntry;
    if (draft.type === 'ContestOpened' && refusal.code === 'already-opened') {
      open += 1;
      continue;
    }
    const columnOf = (place: string) => lists[list]?.mapper.columnOf(draft.type, place) ?? '';
    const fault = await faultOfRefusal(service.store, draft, refusal, columnOf);
    const value = lists[list]?.mapper.cell(cells, fault.column) ?? '';
    const problem = { ...placeOf(refusal.index), value, ...fault };
    sets.add(problem);
    hearing.problem(problem);
  }
  return open;
}

/** What became of the entries that rows of one contest make. */
export interface Appending extends Omit<ContestTaken, 'contest' | 'rows' | 'effect'> {
  /** Those that are new, as they were decided on. */
  readonly good: readonly Arriving[];
}

/** Appends what is good of entries for one contest; tells what is wrong with the others. */
export async function appendRows(
  intake: Intake,
  contest: string,
  entries: readonly RowEntry[],
  signal: AbortSignal,
): Promise<Appending> {
  const { service, options } = intake;
  const { recordedBy, strict, dryRun, sameAct } = options;
  const sets = new RowSets();
  const good: Arriving[] = [];
  let [added, there, warned] = [0, 0, 0];
  // What is tried is tried whole: nothing is stored that a later append could rest on.
  for (const run of dryRun ? [entries] : inRuns(intake, entries)) {
    // A signal is only heard between two turns of the event loop.
    await turn();
    signal.throwIfAborted();
    const drafts = run.map(({ draft }) => draft);
    const again = retold(sameAct);
    const how = { recordedBy, strict, dryRun, again };
    const done = await service.ledger.appendGood(contest, drafts, how);
    there += done.there.length + (await tell(intake, run, done, sets));
    added += done.good.length;
    warned += done.warnings.length;
    // Of a real run nothing is asked of them any more, and lists may be long.
    if (!dryRun) continue;
    good.push(...done.good);
    for (const { type, data } of done.good) {
      if (type !== 'EndorserEnrolled') continue;
      const { endorser, name, category } = data as EndorserEnrolled;
      intake.hearing.enrolled({ endorser, name, contest, category });
    }
  }
  return { good, added, there, warned, changed: sets.changed.size, refused: sets.refused.size };
}

/**
 * Takes the rows of one contest in: what is good of them in one append (in several where the store takes
 * less at once), in their order. Tells what is wrong with the others.
 */
export async function takeContest(
  intake: Intake,
  contest: string,
  staged: Iterable<StagedRow>,
  signal: AbortSignal,
): Promise<ContestTaken> {
  const { service, lists, options, hearing } = intake;
  const { rows, entries, repeated, problems } = contestRows(contest, staged, lists, options.key);
  for (const problem of problems) hearing.problem(problem);
  const done = await appendRows(intake, contest, entries, signal);
  const { good, added, changed, warned } = done;
  const effect = options.dryRun ? await effectOf(service, contest, good, options.recordedBy) : null;
  const unread = new Set(problems.map(({ list, row }) => `${row} ${list}`)).size;
  const [there, refused] = [repeated + done.there, unread + done.refused];
  return { contest, rows, added, there, changed, refused, warned, effect };
}
