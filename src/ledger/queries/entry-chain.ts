import type { Entry } from '../../../events/entry.ts';
import type { EntryCorrected } from '../../../events/entry-corrected.ts';
import { type Claims, COUNTED, DISPUTED } from '../../../projections/claims.ts';
import { at, NONE } from '../../../projections/columns.ts';
import { correctedData } from '../../../projections/details.ts';
import { chainOf, type Link, type Relation } from '../../../projections/provenance-links.ts';
import { decodeEntry } from '../../store/decode.ts';
import type { EventStore } from '../../store/event-store.ts';

/** An entry in the chain of another: what it does to it, or what that does to it. */
export interface ChainLink {
  readonly relation: Relation;
  /** `by`: this entry does it to the one shown; `of`: the one shown does it to this. */
  readonly direction: 'by' | 'of';
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly on: string | null;
  /** The reason that the entry doing it gives: its why, reason or legal basis. */
  readonly why: string | null;
  /** Another entry of the chain to which it is done, or through which: a strike of a correction, say. */
  readonly about: string | null;
  readonly holds: 'counts' | 'disputed' | 'does-not-count';
}

/** A field of an entry that corrections have changed. */
export interface CorrectedField {
  readonly field: string;
  readonly was: unknown;
  readonly now: unknown;
  /** The correction that holds. */
  readonly by: string;
}

/** What of an entry a correction gives, and whether that holds. */
export interface GivenField {
  readonly field: 'on' | 'data' | 'sources';
  readonly holds: boolean;
  /** The later correction that holds instead. */
  readonly supersededBy: string | null;
}

/** The entry of a row. */
export async function entryAt(store: EventStore, stream: string, row: number): Promise<Entry> {
  const [stored] = await store.readStream(stream, row, 1);
  if (stored === undefined) throw new Error(`${stream} has no entry at revision ${row}`);
  return decodeEntry(stored);
}

const reasonOf = ({ data }: Entry): string | null => {
  const { why, reason, legalBasis } = data as Readonly<Record<string, unknown>>;
  const told = why ?? reason ?? legalBasis;
  return typeof told === 'string' ? told : null;
};

const holding = (claims: Claims, row: number): ChainLink['holds'] => {
  if (claims.state[row] === COUNTED) return 'counts';
  return claims.state[row] === DISPUTED ? 'disputed' : 'does-not-count';
};

/** The chain of an entry, in order of recording, both ways. */
export async function chainFor(
  store: EventStore,
  stream: string,
  claims: Claims,
  row: number,
): Promise<ChainLink[]> {
  const { columns } = claims;
  const links = chainOf(columns, row);
  const read = async ({ relation, naming, named, through }: Link): Promise<ChainLink> => {
    const direction = naming === row ? 'of' : 'by';
    const other = direction === 'of' ? named : naming;
    const aside = named === row || naming === row ? through : named;
    const entry = await entryAt(store, stream, other);
    const doing = direction === 'of' ? await entryAt(store, stream, row) : entry;
    return {
      relation,
      direction,
      id: entry.id,
      seq: entry.seq,
      type: entry.type,
      recordedAt: entry.recordedAt,
      recordedBy: entry.recordedBy,
      on: entry.on,
      why: reasonOf(doing),
      about: aside === NONE || aside === row ? null : columns.idOf(aside),
      holds: holding(claims, other),
    };
  };
  const chain: ChainLink[] = [];
  for (const link of links) chain.push(await read(link));
  return chain.sort((one, other) => one.seq - other.seq);
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The fields of a claim whose value corrections have changed: from what, to what, by which. */
export async function correctedFields(
  store: EventStore,
  stream: string,
  claims: Claims,
  entry: Entry,
): Promise<CorrectedField[]> {
  const row = entry.revision;
  const { columns } = claims;
  const correction = async (from: number | undefined) =>
    from === undefined || from === row ? undefined : await entryAt(store, stream, from);
  const fields: CorrectedField[] = [];
  const changed = (field: string, was: unknown, now: unknown, by: number) => {
    if (!same(was, now)) fields.push({ field, was, now, by: columns.idOf(by) });
  };
  const [onFrom, dataFrom] = [at(claims.onFrom, row), at(claims.dataFrom, row)];
  const dated = await correction(onFrom);
  if (dated !== undefined) {
    changed('on', entry.on, (dated.data as EntryCorrected).on ?? null, onFrom);
  }
  const amended = await correction(dataFrom);
  if (amended !== undefined) {
    const was = entry.data as Readonly<Record<string, unknown>>;
    const data = correctedData(amended.data as EntryCorrected, entry) as Record<string, unknown>;
    for (const key of new Set([...Object.keys(was), ...Object.keys(data)])) {
      changed(`data.${key}`, was[key] ?? null, data[key] ?? null, dataFrom);
    }
  }
  const citedBy = claims.citedBy.get(row);
  const cited = await correction(citedBy);
  if (cited !== undefined && citedBy !== undefined) {
    changed('sources', entry.sources, (cited.data as EntryCorrected).sources ?? [], citedBy);
  }
  return fields;
}

/** Which fields a correction gives, and which of them a later one gives instead. */
export function givenFields(claims: Claims, entry: Entry): GivenField[] {
  if (entry.type !== 'EntryCorrected' || entry.erased) return [];
  const { columns } = claims;
  const target = columns.rowOf(at(columns.entry, entry.revision));
  const holders: readonly (readonly [GivenField['field'], number | undefined])[] = [
    ['on', at(claims.onFrom, target)],
    ['data', at(claims.dataFrom, target)],
    ['sources', claims.citedBy.get(target)],
  ];
  return holders
    .filter(([field]) => entry.data[field] !== undefined)
    .map(([field, holder]) => {
      const holds = holder === entry.revision;
      const other = !holds && holder !== undefined && holder !== target;
      return { field, holds, supersededBy: other ? columns.idOf(holder) : null };
    });
}
