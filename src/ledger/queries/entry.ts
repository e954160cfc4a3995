import type { Entry } from '../../../events/entry.ts';
import { rootOf } from '../../../projections/acts.ts';
import { type Claims, COUNTED, DISPUTED, resolveClaims } from '../../../projections/claims.ts';
import { at, type Columns, NONE } from '../../../projections/columns.ts';
import { decodeEntry } from '../../store/decode.ts';
import { contestOfStream, type EventStore, type StoredEntry } from '../../store/event-store.ts';
import { FOREVER } from '../../time/day.ts';
import { NotFound, type Sources } from './asking.ts';

/** An entry that names another, and how. */
export interface Naming {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly recordedAt: string;
}

/** An entry with its sources, and what later entries made of it. */
export interface ShownEntry {
  readonly entry: Entry;
  /** Does it count today: as it is, not surely (disputed), or not at all. */
  readonly status: 'counts' | 'disputed' | 'does-not-count' | 'record';
  /** The entry that began the act of which this is a claim; null where it is none. */
  readonly act: string | null;
  /** The entries that correct, strike, dispute, end, retell or replace it, in order. */
  readonly namedBy: readonly Naming[];
}

function statusOf(claims: Claims, row: number, entry: Entry): ShownEntry['status'] {
  if ('entry' in entry.data) return 'record';
  if (claims.state[row] === COUNTED) return 'counts';
  return claims.state[row] === DISPUTED ? 'disputed' : 'does-not-count';
}

function naming(columns: Columns, seq: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < columns.length; row += 1) {
    const named = [columns.act, columns.replaces, columns.entry].some(
      (column) => at(column, row) === seq,
    );
    if (named) rows.push(row);
  }
  return rows;
}

/** A stored entry, by its id. Refuses, as NotFound, an id that the ledger does not hold. */
export async function storedEntry(store: EventStore, id: string): Promise<StoredEntry> {
  const stored = await store.byId(id.toLowerCase());
  if (stored !== undefined) return stored;
  throw new NotFound(
    `There is no entry ${id} in this ledger; the timeline of a contest has the ids of its entries.`,
  );
}

/** What counts of a contest's entries at the ledger's head, or of the register's (null). */
export async function claimsOf({ reader }: Sources, contest: string | null): Promise<Claims> {
  const columns = await reader.of(contest);
  return resolveClaims(columns, columns.length, FOREVER);
}

/** One entry, by its id. Refuses, as NotFound, an id that the ledger does not hold. */
export async function askEntry(sources: Sources, id: string): Promise<ShownEntry> {
  const { store } = sources;
  const stored = await storedEntry(store, id);
  const entry = decodeEntry(stored);
  const claims = await claimsOf(sources, contestOfStream(stored.stream));
  const { columns } = claims;
  const namedBy: Naming[] = [];
  for (const row of naming(columns, stored.seq)) {
    const [other] = await store.readStream(stored.stream, row, 1);
    if (other === undefined) continue;
    const { id: by, type, recordedAt } = decodeEntry(other);
    namedBy.push({ id: by, seq: other.seq, type, recordedAt });
  }
  const isClaim = entry.type === 'EndorsementMade' || entry.type === 'NominationMade';
  const told = isClaim && at(columns.candidate, stored.revision) !== NONE;
  return {
    entry,
    status: statusOf(claims, stored.revision, entry),
    act: told ? columns.idOf(rootOf(claims, stored.revision)) : null,
    namedBy,
  };
}
