import type { Draft } from '../../../events/entry.ts';
import type { StagedRow } from '../../store/staging.ts';
import { contentId } from '../intake/content-id.ts';
import type { RowEntry } from '../intake/contest-rows.ts';
import { effectOf } from '../intake/effect.ts';
import type { ContestTaken } from '../intake/outcome.ts';
import { appendRows, type Intake } from '../intake/take-contest.ts';
import type { Snapshots } from '../mapping/schema.ts';
import { type ActType, type Copy, sameSaid } from './copy.ts';
import { type Difference, differencesOf } from './differences.ts';
import { enrolmentsOf } from './enrolments.ts';
import { fixesFor } from './fixes.ts';
import { historyOf, type ToldAct } from './history.ts';
import { knownCopies } from './known-copies.ts';
import { type Live, readLive } from './live.ts';
import { type CopyList, type CopyRead, readCopies } from './read-copies.ts';
import { tallyOf } from './tally.ts';

/** What became of the copies of a list in one contest. */
export interface CopiesTaken extends ContestTaken {
  readonly differences: readonly Difference[];
}

const byDay = (one: Copy, other: Copy): number => (one.day < other.day ? -1 : 1);

/** Ids made of content; what was said before and struck since is said anew under another. */
function idsFor(key: Uint8Array, contest: string, taken: ReadonlySet<string>) {
  return (draft: Draft): string => {
    for (let time = 0; ; time += 1) {
      const id = contentId(key, time === 0 ? contest : `${contest} ${time}`, draft);
      if (!taken.has(id)) return id;
    }
  };
}

/** What frames the contest, as far as it is not there yet: as the earliest copy has it. */
function framesOf(copies: readonly CopyRead[], { ids, candidates }: Live): Draft[] {
  const frames = new Map<string, Draft>();
  for (const copy of copies) {
    for (const [frame, draft] of copy.frames) if (!frames.has(frame)) frames.set(frame, draft);
  }
  return [...frames.values()].filter(({ type, data }) => {
    if (type === 'ContestOpened') return ids.size === 0;
    return type !== 'CandidateEntered' || !candidates.has(`${data.candidate}`);
  });
}

/** The endorsers of whom two copies of a day say different things. */
function disagreed(one: Copy, other: Copy): string[] {
  const endorsers = new Set([...one.said.keys(), ...other.said.keys()]);
  return [...endorsers].filter((each) => !sameSaid(one.said.get(each), other.said.get(each)));
}

/** Is it the very file that was read before? Then what it says is better known from it than from the ledger. */
const isSameFile = (one: Copy, other: Copy): boolean =>
  one.source.sha256 !== undefined && one.source.sha256 === other.source.sha256;

/** Copies that are to be told, in order of their days. */
interface Told {
  readonly all: readonly Copy[];
  /** Those of them that were read now, and those that the ledger did not have. */
  readonly read: readonly CopyRead[];
  readonly fresh: ReadonlySet<Copy>;
  /** Those that say otherwise than another of their day that is in already, and of whom. */
  readonly others: readonly { readonly copy: CopyRead; readonly of: readonly string[] }[];
}

/** The copies that are known and those that came. Of one day there is one. */
function toldBy(copies: readonly CopyRead[], known: readonly Copy[]): Told {
  const days = new Map(known.map((copy) => [copy.day, copy]));
  const read = new Map<string, CopyRead>();
  const fresh = new Set<Copy>();
  const others: Told['others'][number][] = [];
  for (const copy of copies) {
    const same = days.get(copy.day);
    const of = same === undefined || isSameFile(same, copy) ? [] : disagreed(same, copy);
    if (of.length > 0) {
      others.push({ copy, of });
      continue;
    }
    if (read.has(copy.day)) continue;
    const told = same === undefined ? copy : { ...copy, source: same.source };
    days.set(copy.day, told);
    read.set(copy.day, told);
    if (same === undefined) fresh.add(told);
  }
  const all = [...days.values()].sort(byDay);
  return { all, read: [...read.values()].sort(byDay), fresh, others };
}

/** Tells of copies that are left out, and answers how many rows that leaves out. */
function refuse({ others }: Told, { hearing }: Intake): number {
  for (const { copy, of } of others) {
    const { name, day } = copy;
    const [first, ...more] = of;
    const who = more.length === 0 ? first : `${first} and ${more.length} more`;
    const reason = `is a copy of ${day}, and one of that day is in already that says otherwise of ${who}`;
    const suggestion = 'give it the day on which it was taken, or leave it out';
    const place = { list: name, row: 1, column: '', value: '' };
    hearing.problem({ ...place, kind: 'refused', reason, suggestion });
  }
  return others.reduce((sum, { copy }) => sum + copy.rows, 0);
}

/** What all copies tell of each endorser who backs somebody in one of them. */
type Histories = ReadonlyMap<string, readonly ToldAct[]>;

function historiesOf({ all }: Told, { removed }: Snapshots): Histories {
  const endorsers = new Set(all.flatMap(({ said }) => [...said.keys()]));
  return new Map([...endorsers].map((each) => [each, historyOf(all, each, removed)]));
}

/** What differs between the copies that came and those beside them. */
const differencesIn = ({ all, fresh }: Told, histories: Histories): Difference[] =>
  all.flatMap((copy, index) => {
    const before = all[index - 1] ?? null;
    if (!fresh.has(copy) && (before === null || !fresh.has(before))) return [];
    const ended = (endorser: string) =>
      histories.get(endorser)?.find(({ gone }) => gone?.copy === index)?.end?.how ?? null;
    return differencesOf(before, copy, ended);
  });

/** The entries that bring the ledger in line with all copies, those that it has and those that came. */
function draftsOf(
  { all, read, fresh }: Told,
  type: ActType,
  live: Live,
  histories: Histories,
  idOf: (draft: Draft) => string,
): (Draft & { readonly id: string })[] {
  const telling = { copies: all, type, idOf };
  const acts = Map.groupBy(live.acts, ({ endorser }) => endorser);
  const fixes = [...histories].flatMap(([endorser, history]) =>
    fixesFor(telling, history, acts.get(endorser) ?? []),
  );
  const named = (draft: Draft) => ({ ...draft, id: idOf(draft) });
  const tallies = read.filter((copy) => fresh.has(copy)).map((copy) => tallyOf(copy, type));
  return [
    ...framesOf(read, live).map(named),
    ...enrolmentsOf(all, read, live.roll, idOf),
    ...fixes,
    ...tallies.map(named),
  ];
}

/** The list and row that an entry comes from, for what is told of it. */
function rowsOf(
  drafts: readonly (Draft & { readonly id: string })[],
  lists: readonly CopyList[],
): RowEntry[] {
  return drafts.map((draft) => {
    const sources = draft.sources ?? [];
    const cited = sources.find(({ published }) => lists.some(({ day }) => day === published));
    const list = Math.max(
      0,
      lists.findIndex(({ day }) => day === cited?.published),
    );
    const row = Number(cited?.locator?.match(/^row (\d+)$/)?.[1] ?? 0);
    return { list, row, cells: [], draft };
  });
}

/**
 * Takes dated copies of a list in that its owner overwrites: what came, changed and went between them, told
 * as of the day of each copy. The ledger comes to the same standings in whatever order copies come.
 */
export async function takeCopies(
  intake: Intake,
  snapshots: Snapshots,
  contest: string,
  staged: Iterable<StagedRow>,
  signal: AbortSignal,
): Promise<CopiesTaken> {
  const { service, options, hearing } = intake;
  const lists = intake.lists as readonly CopyList[];
  const { rows, copies, type, problems } = readCopies(staged, lists);
  problems.forEach(hearing.problem, hearing);
  const live = await readLive(service, contest, snapshots.url);
  const told = toldBy(copies, knownCopies(live));
  const leftOut = refuse(told, intake);
  const idOf = idsFor(options.key, contest, live.ids);
  const histories = historiesOf(told, snapshots);
  const drafts = draftsOf(told, type, live, histories, idOf);
  const done = await appendRows(intake, contest, rowsOf(drafts, lists), signal);
  const effect = options.dryRun
    ? await effectOf(service, contest, done.good, options.recordedBy)
    : null;
  const differences = differencesIn(told, histories);
  const names = new Set(told.others.map(({ copy }) => copy.name));
  const unread = problems.filter(({ list }) => !names.has(list));
  const rowsUnread = new Set(unread.map(({ list, row }) => `${row} ${list}`)).size;
  const refused = rowsUnread + leftOut + done.refused;
  const { added, there, changed, warned } = done;
  return { contest, rows, added, there, changed, refused, warned, effect, differences };
}
