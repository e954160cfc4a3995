import type { Draft } from '../../../events/entry.ts';
import type { Refusal, RefusalCode } from '../../ledger/refusals.ts';
import { decodeEntry, isErased } from '../../store/decode.ts';
import type { EventStore, StoredEntry } from '../../store/event-store.ts';
import type { RowProblem } from './outcome.ts';

/** Where in an entry a refusal looks, as a path with dots. */
const PLACES: Readonly<Partial<Record<RefusalCode, string>>> = {
  'unknown-candidate': 'data.candidate',
  'unknown-endorser': 'data.endorser',
  'unknown-category': 'data.category',
  'sum-category': 'data.category',
  'already-entered': 'data.candidate',
  'already-enrolled': 'data.endorser',
  'two-categories': 'data.category',
  'unknown-stage': 'data.stage',
  'same-act-or-anew': 'data.endorser',
  'end-before-act': 'on',
};

/** What an editor of the list or its mapping can do. */
const REMEDIES: Readonly<Partial<Record<RefusalCode, string>>> = {
  'unknown-contest': 'have the mapping open it (ContestOpened)',
  'unknown-candidate':
    'have the mapping enter candidates (CandidateEntered), or mend the name in a map',
  'unknown-endorser':
    'have the mapping enrol endorsers (EndorserEnrolled), or mend the name in a map',
  'unknown-category': 'name it in ContestOpened, or map it to one that is there',
  'same-act-or-anew': 'say "sameAct": "retell" or "anew" in the mapping, or take the row out',
  erased: 'take the row out: the law had it erased',
};

/** These say that the ledger holds something else of the same name. */
const CHANGED: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'already-entered',
  'already-enrolled',
  'two-categories',
]);

/** Does a stored entry cite a list or page that a draft cites? */
function citesTheSame(stored: StoredEntry, draft: Draft): boolean {
  if (isErased(stored)) return false;
  const urls = new Set(decodeEntry(stored).sources.map(({ url }) => url));
  return (draft.sources ?? []).some(({ url }) => urls.has(url));
}

/** The act that stands in a row's way, where the same source told of it: that source has changed. */
async function changedAct(
  store: EventStore,
  draft: Draft,
  { code, candidates = [] }: Refusal,
): Promise<StoredEntry | undefined> {
  const [act] = candidates;
  if (code !== 'same-act-or-anew' || act === undefined) return undefined;
  const stored = await store.byId(act);
  return stored !== undefined && citesTheSame(stored, draft) ? stored : undefined;
}

/** A refusal as what is wrong with a row; `columnOf` knows the column behind a place of the entry. */
export async function faultOfRefusal(
  store: EventStore,
  draft: Draft,
  refusal: Refusal,
  columnOf: (place: string) => string,
): Promise<Pick<RowProblem, 'kind' | 'column' | 'reason' | 'suggestion'>> {
  const { code, message } = refusal;
  const column = columnOf(PLACES[code] ?? '');
  const reason = `${message} (${code})`;
  const before = await changedAct(store, draft, refusal);
  if (before !== undefined) {
    const was = decodeEntry(before).on ?? 'no day';
    const suggestion = `the ledger says ${was} (entry ${before.id}): correct that entry, or take the list in as a snapshot`;
    return { kind: 'changed', column, reason, suggestion };
  }
  const kind = CHANGED.has(code) ? 'changed' : 'refused';
  return { kind, column, reason, suggestion: REMEDIES[code] ?? '' };
}
