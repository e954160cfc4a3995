import type { Entry } from '../../../events/entry.ts';
import type { Policy } from '../../../projections/policy.ts';
import { decodeEntry } from '../../store/decode.ts';
import { leafHash } from '../../tlog/hash.ts';
import { writeBase64 } from '../../tlog/strict.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { clocksOf, momentAt, requireContest, requirePolicy } from './asking.ts';
import { storedEntry } from './entry.ts';
import type { LoggedSources } from './entry-proof.ts';

/** What every citation pins. */
interface Pinned {
  readonly clocks: PrintedClocks;
  /** The last sequence number of the ledger when it was cited. */
  readonly head: number;
  /** Which log, by its checkpoints; null where none was signed yet. */
  readonly log: string | null;
  readonly contest: string | null;
  readonly title: string | null;
  /** The digest of the contest's standings at these clocks; null for the register, which has none. */
  readonly digest: string | null;
}

/** An entry, to be cited. */
export interface CitedEntry extends Pinned {
  readonly entry: Entry;
  /** In base64, as the log's proofs have it. */
  readonly leafHash: string;
}

/** The standings of a contest at three clocks, to be cited. */
export interface CitedStandings extends Pinned {
  readonly contest: string;
  readonly policy: Policy;
}

async function pinned({ store, log }: LoggedSources): Promise<Pick<Pinned, 'head' | 'log'>> {
  return { head: (await store.head()).seq, log: log.signedAs() ?? null };
}

/** What to cite of a contest's standings. Refuses an unknown contest, clock or policy. */
export async function askCitedStandings(
  sources: LoggedSources,
  contest: string,
  asked: AskedClocks,
  counts?: string,
): Promise<CitedStandings> {
  await requireContest(sources, contest);
  const policy = await requirePolicy(sources, contest, counts);
  const { printed: clocks, state, digest } = await momentAt(sources, contest, asked, policy);
  return { contest, title: state.title, clocks, policy, digest, ...(await pinned(sources)) };
}

/** What to cite of an entry. Refuses an unknown entry or clock. */
export async function askCitedEntry(
  sources: LoggedSources,
  id: string,
  asked: AskedClocks,
): Promise<CitedEntry> {
  const stored = await storedEntry(sources.store, id);
  const entry = decodeEntry(stored);
  const { contest } = entry;
  const moment = contest === null ? undefined : await momentAt(sources, contest, asked, 'acts');
  return {
    entry,
    leafHash: writeBase64(leafHash(stored.leaf)),
    contest,
    title: moment?.state.title ?? null,
    clocks: moment?.printed ?? (await clocksOf(sources, asked)).printed,
    digest: moment?.digest ?? null,
    ...(await pinned(sources)),
  };
}
