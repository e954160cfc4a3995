import { CATALOG } from '../../events/catalog.ts';
import { type ParsedDraft, parseDraft } from '../../events/entry.ts';
import { coveredBy } from '../../projections/claims.ts';
import { at, type Columns } from '../../projections/columns.ts';
import { isErased } from '../store/decode.ts';
import { contestOfStream, type StoredEntry } from '../store/event-store.ts';
import { storedEntry } from './queries/entry.ts';
import type { Refusal } from './refusals.ts';
import type { Service } from './service.ts';

/** What became of an erasure. */
export type Erasure =
  | {
      readonly ok: true;
      /** The entries whose payloads go, in order. */
      readonly covered: readonly StoredEntry[];
      /** Was the entry erased before? Then what may have been left of it is removed, too. */
      readonly wasGone: boolean;
      /** The entry that records the erasure; undefined in a dry run, and for what once went with another. */
      readonly by: StoredEntry | undefined;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** How an erasure is made: by whom, or only to see what it would take. */
export interface ErasureOptions {
  readonly recordedBy: string;
  readonly dryRun: boolean;
}

/** The erasure of an entry as a draft; refuses a legal basis that cannot be recorded. */
export const erasureDraft = (entry: string, legalBasis: string): ParsedDraft =>
  parseDraft({ type: 'PayloadErased', data: { entry, legalBasis } });

/** The rows that an erasure of one takes away, in order. */
const rowsFor = (columns: Columns, row: number): number[] =>
  [...coveredBy(columns, row)].sort((one, other) => one - other);

/** The row that records the first erasure of one of these; undefined where none was erased. */
function recording(columns: Columns, rows: readonly number[]): number | undefined {
  const seqs = new Set(rows.map((row) => at(columns.seq, row)));
  for (let row = 0; row < columns.length; row += 1) {
    if (at(columns.type, row) === CATALOG.PayloadErased.code && seqs.has(at(columns.entry, row)))
      return row;
  }
  return undefined;
}

async function readRows(
  { store }: Service,
  stream: string,
  rows: readonly number[],
): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for (const row of rows) found.push(...(await store.readStream(stream, row, 1)));
  return found;
}

/**
 * Erases an entry's payload for good, with those of all that name it or that it names, or only finds out
 * which they are. What is erased already is left as it is, and whatever may be left of it is removed.
 * Refuses, as NotFound, an id that the ledger does not hold.
 */
export async function eraseEntry(
  service: Service,
  id: string,
  legalBasis: string,
  { recordedBy, dryRun }: ErasureOptions,
): Promise<Erasure> {
  const { reader, store, ledger } = service;
  const stored = await storedEntry(store, id);
  const { stream, revision } = stored;
  const contest = contestOfStream(stream);
  const columns = await reader.of(contest);
  const rows = rowsFor(columns, revision);
  const covered = await readRows(service, stream, rows);
  if (isErased(stored)) {
    if (!dryRun) await store.scrub();
    const row = recording(columns, rows);
    const [by] = row === undefined ? [] : await readRows(service, stream, [row]);
    return { ok: true, covered, wasGone: true, by };
  }
  const parsed = erasureDraft(stored.id, legalBasis);
  if (!parsed.ok) {
    return { ok: false, refusal: { code: 'malformed', message: `${parsed.problem}.`, index: 0 } };
  }
  const options = { recordedBy, dryRun, erasing: true };
  const outcome = await ledger.append(contest, [parsed.draft], options);
  if (!outcome.ok) return outcome;
  return { ok: true, covered, wasGone: false, by: outcome.entries[0] };
}
