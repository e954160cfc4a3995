import type { PayloadErased } from '../../../events/payload-erased.ts';
import { NONE } from '../../../projections/columns.ts';
import { type Counting, countingsOf } from '../../../projections/provenance-entry.ts';
import { claimBehind, erasuresOf, fateOf } from '../../../projections/provenance-links.ts';
import type { StandingsTimeline } from '../../../projections/standings.ts';
import { streamOf } from '../../store/event-store.ts';
import { FOREVER } from '../../time/day.ts';
import type { PrintedClocks } from '../clocks.ts';
import { momentAt } from './asking.ts';
import { askEntry, claimsOf, type ShownEntry, storedEntry } from './entry.ts';
import {
  type ChainLink,
  type CorrectedField,
  chainFor,
  correctedFields,
  entryAt,
  type GivenField,
  givenFields,
} from './entry-chain.ts';
import { type InclusionProof, type LoggedSources, proofOf } from './entry-proof.ts';

/** By which law an entry's payload was taken away. */
export interface ErasureShown {
  readonly id: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly legalBasis: string;
}

/** An entry with all that became of it, where it counts today, and the proof that it lies in the log. */
export interface EntryProvenance extends ShownEntry {
  readonly fate: { readonly state: ReturnType<typeof fateOf>['state']; readonly by: string | null };
  /** The erasures that may have taken its payload: one, where one names it. */
  readonly erasures: readonly ErasureShown[];
  readonly chain: readonly ChainLink[];
  /** What corrections changed of it. */
  readonly corrected: readonly CorrectedField[];
  /** What it changes itself, where it is a correction. */
  readonly gives: readonly GivenField[];
  /** Where it counts in the standings of today, under the policy that counts all acts. */
  readonly counts: readonly Counting[];
  /** The claim that counts there, where the entry is a record about it. */
  readonly countsThrough: string | null;
  /** The clocks and the digest of those standings; null for the register, which has none. */
  readonly clocks: PrintedClocks | null;
  readonly digest: string | null;
  readonly proof: InclusionProof;
}

/** Why what does not count does not, in a sentence's part. */
const REASONS = {
  counts: '',
  disputed: '',
  erased: 'its payload was erased by law',
  struck: 'it was struck',
  rejected: 'a dispute of it was resolved against it',
  unpublished: 'no source of it was published by then',
};

function countings(timeline: StandingsTimeline, row: number, day: number): Counting[] {
  const { claims, columns } = timeline.view;
  if (row === NONE || row >= claims.known) return [];
  const { state, by } = fateOf(claims, row, FOREVER);
  if (state === 'counts' || state === 'disputed') return countingsOf(timeline, row, day);
  const why = `${REASONS[state]}${by === NONE ? '' : ` (${columns.idOf(by)})`}`;
  return [{ as: 'shown', candidate: null, category: null, how: 'not', why }];
}

/** An entry and its provenance, by its id. Refuses, as NotFound, an id that the ledger does not hold. */
export async function askEntryProvenance(
  sources: LoggedSources,
  id: string,
): Promise<EntryProvenance> {
  const { store } = sources;
  const shown = await askEntry(sources, id);
  const { entry } = shown;
  const { contest, revision: row } = entry;
  const claims = await claimsOf(sources, contest);
  const { columns } = claims;
  const stream = streamOf(contest);
  const { state, by } = fateOf(claims, row, FOREVER);
  const erasures: ErasureShown[] = [];
  for (const erasure of entry.erased ? erasuresOf(columns, row) : []) {
    const { id: by, recordedAt, recordedBy, data } = await entryAt(store, stream, erasure);
    erasures.push({
      id: by,
      recordedAt,
      recordedBy,
      legalBasis: (data as PayloadErased).legalBasis,
    });
  }
  const moment = contest === null ? undefined : await momentAt(sources, contest, {}, 'acts');
  const behind = claimBehind(columns, row);
  // What an erased record was about went with its bytes.
  const claim = behind === NONE ? row : behind;
  const counts = moment === undefined ? [] : countings(moment.timeline, claim, moment.clocks.asOf);
  return {
    ...shown,
    fate: { state, by: by === NONE ? null : columns.idOf(by) },
    erasures,
    chain: await chainFor(store, stream, claims, row),
    corrected: entry.erased ? [] : await correctedFields(store, stream, claims, entry),
    gives: givenFields(claims, entry),
    counts,
    countsThrough: claim === row ? null : columns.idOf(claim),
    clocks: moment?.printed ?? null,
    digest: moment?.digest ?? null,
    proof: await proofOf(sources.log, await storedEntry(store, entry.id)),
  };
}
