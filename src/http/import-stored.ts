import type { Draft } from '../../events/entry.ts';
import { payloadBytes } from '../ledger/seal.ts';
import type { Service } from '../ledger/service.ts';
import { decodeEnvelope } from '../store/decode.ts';
import { type StoredEntry, streamOf } from '../store/event-store.ts';
import type { ImportRow } from './import-row.ts';

/** How many entries are read at once. */
const PAGE = 500;

/** A row that says what an entry says that is stored already. */
export interface ThereAlready {
  readonly row: ImportRow;
  readonly id: string;
}

/** A row that says what a row before it says. */
export interface Repeated {
  readonly row: ImportRow;
  readonly first: number;
}

/** Rows by whether they are new. */
export interface Known {
  readonly fresh: readonly ImportRow[];
  readonly there: readonly ThereAlready[];
  readonly repeated: readonly Repeated[];
}

const bodyOf = (payload: Uint8Array): string => Buffer.from(payload).toString('utf8');

const saysOf = ({ type, version, ...payload }: Draft): string =>
  `${type} ${version} ${bodyOf(payloadBytes(payload))}`;

function says(stored: StoredEntry): string {
  const { type, version } = decodeEnvelope(stored);
  return `${type} ${version} ${bodyOf(stored.payload)}`;
}

/** The entries of a contest that say some of these things, by what they say. */
async function storedThat(
  { store }: Service,
  contest: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (wanted.size === 0) return found;
  for (let from = 0; ; from += PAGE) {
    const page = await store.readStream(streamOf(contest), from, PAGE);
    for (const stored of page) {
      const said = says(stored);
      if (wanted.has(said) && !found.has(said)) found.set(said, stored.id);
    }
    if (page.length < PAGE) return found;
  }
}

/** Is an entry stored under a row's own id, and says the same? What says otherwise, the ledger refuses. */
async function isUnderItsId({ store }: Service, contest: string, { draft }: ImportRow) {
  const stored = draft.id === undefined ? undefined : await store.byId(draft.id);
  return (
    stored !== undefined && stored.stream === streamOf(contest) && says(stored) === saysOf(draft)
  );
}

/**
 * Tells which rows are new. A row with an id of its own is known by it. One without is known by all that
 * it says, compared with what is stored: so the same list again adds nothing, and no id has to be made of
 * what an entry says, which would still tell of it after the law has had it erased.
 */
export async function knownOf(
  service: Service,
  contest: string,
  rows: readonly ImportRow[],
): Promise<Known> {
  const nameless = rows.filter(({ draft }) => draft.id === undefined);
  const stored = await storedThat(
    service,
    contest,
    new Set(nameless.map(({ draft }) => saysOf(draft))),
  );
  const fresh: ImportRow[] = [];
  const there: ThereAlready[] = [];
  const repeated: Repeated[] = [];
  const lines = new Map<string, number>();
  for (const row of rows) {
    const { draft, line } = row;
    if (draft.id !== undefined) {
      if (await isUnderItsId(service, contest, row)) there.push({ row, id: draft.id });
      else fresh.push(row);
      continue;
    }
    const said = saysOf(draft);
    const [id, first] = [stored.get(said), lines.get(said)];
    if (id !== undefined) there.push({ row, id });
    else if (first !== undefined) repeated.push({ row, first });
    else fresh.push(row);
    lines.set(said, lines.get(said) ?? line);
  }
  return { fresh, there, repeated };
}
