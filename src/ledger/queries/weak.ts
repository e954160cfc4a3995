import type { EntryCorrected } from '../../../events/entry-corrected.ts';
import { at } from '../../../projections/columns.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import {
  claimRows,
  inWeakOrder,
  type SourcedClaim,
  WEAKNESSES,
  type WeakClaim,
  type Weakness,
  weakByHash,
  weakIn,
} from '../../../projections/weak.ts';
import { decodeEntry } from '../../store/decode.ts';
import { contestStream } from '../../store/event-store.ts';
import { type AskedClocks, BadQuestion, type PrintedClocks } from '../clocks.ts';
import {
  atOneHead,
  clocksOf,
  eachContest,
  momentAt,
  requireContest,
  type Sources,
} from './asking.ts';
import { askReconciliation } from './reconciliation.ts';

/** A weak claim, and the contest that it is about. */
export interface ListedWeakness extends WeakClaim {
  readonly contest: string;
}

/** The weak provenance of one contest, or of all. */
export interface WeakList {
  /** The contest that was asked for; null for all. */
  readonly contest: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of each contest. */
  readonly digests: Readonly<Record<string, string>>;
  /** How many claims were looked at, and how many are in each list. */
  readonly claims: number;
  readonly counts: Readonly<Record<Weakness, number>>;
  readonly rows: readonly ListedWeakness[];
}

/** How many entries of a stream are read at once. */
const PAGE = 1000;

/** The claims that count at a moment, with their sources as corrected. */
async function claimsAt(
  { store }: Sources,
  contest: string,
  { view }: StandingsTimeline,
  day: number,
): Promise<SourcedClaim[]> {
  const { claims } = view;
  const wanted = new Set(claimRows(view, day));
  const stream = contestStream(contest);
  const found: SourcedClaim[] = [];
  for (let from = 0; from < claims.known; from += PAGE) {
    for (const stored of await store.readStream(stream, from, PAGE)) {
      if (!wanted.has(stored.revision)) continue;
      const { revision: row, id, seq, type, recordedAt, ...entry } = decodeEntry(stored);
      const corrected = async (by: number | undefined) => {
        const [other] = by === undefined ? [] : await store.readStream(stream, by, 1);
        return other === undefined ? undefined : (decodeEntry(other).data as EntryCorrected);
      };
      const onFrom = at(claims.onFrom, row);
      const dated = onFrom === row ? undefined : await corrected(onFrom);
      const cited = await corrected(claims.citedBy.get(row));
      const sources = cited?.sources ?? entry.sources;
      found.push({ row, id, seq, type, recordedAt, on: dated?.on ?? entry.on, sources });
    }
  }
  return found;
}

/** What contradicts, by the reconciliation: a row for each entry of each contradiction. */
async function contradictions(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
  claims: readonly SourcedClaim[],
): Promise<WeakClaim[]> {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const { contradictions: found } = await askReconciliation(sources, contest, asked);
  return found.flatMap(({ kind, text, sides }) =>
    sides.flatMap((side) =>
      side.entries.flatMap((entry) => {
        const claim = byId.get(entry);
        if (claim === undefined) return [];
        const others = sides.filter((other) => other !== side).flatMap((other) => other.entries);
        const { seq, type, on } = claim;
        const told = { text: `${kind}: ${text}`, url: null, others };
        return [{ weakness: 'contradicts' as const, entry, seq, type, on, ...told }];
      }),
    ),
  );
}

function requireList(name: string | undefined): Weakness | undefined {
  const list = WEAKNESSES.find((each) => each === name);
  if (list !== undefined || name === undefined) return list;
  throw new BadQuestion('list', `list must be one of ${WEAKNESSES.join(', ')} (got ${name}).`);
}

/**
 * The claims whose provenance is weak, of one contest or of all that are known, at three clocks; the
 * rows of one list alone where it is named. Hashes are compared among the contests that are asked for.
 * Refuses an unknown contest, clock or list.
 */
export async function askWeak(
  sources: Sources,
  contest: string | undefined,
  asked: AskedClocks,
  only?: string,
): Promise<WeakList> {
  const list = requireList(only);
  if (contest !== undefined) await requireContest(sources, contest);
  const contests = contest === undefined ? eachContest(sources.store) : [contest];
  const pinned = await atOneHead(sources.store, asked);
  const rows: ListedWeakness[] = [];
  const all: SourcedClaim[] = [];
  const contestOf = new Map<string, string>();
  const digests: Record<string, string> = {};
  const { printed } = await clocksOf(sources, pinned);
  for await (const each of contests) {
    const moment = await momentAt(sources, each, pinned, 'acts');
    const claims = await claimsAt(sources, each, moment.timeline, moment.clocks.asOf);
    digests[each] = moment.digest;
    for (const claim of claims) contestOf.set(claim.id, each);
    all.push(...claims);
    const found = [
      ...weakIn(moment.timeline.view, claims),
      ...(await contradictions(sources, each, pinned, claims)),
    ];
    rows.push(...found.map((weak) => ({ contest: each, ...weak })));
  }
  const hashed = weakByHash(all);
  rows.push(...hashed.map((weak) => ({ contest: contestOf.get(weak.entry) ?? '', ...weak })));
  const listed = inWeakOrder(rows);
  const counts = WEAKNESSES.map((weakness): [Weakness, number] => [
    weakness,
    listed.filter((each) => each.weakness === weakness).length,
  ]);
  return {
    contest: contest ?? null,
    clocks: printed,
    digests,
    claims: all.length,
    counts: Object.fromEntries(counts) as Record<Weakness, number>,
    rows: listed.filter((each) => list === undefined || each.weakness === list),
  };
}
