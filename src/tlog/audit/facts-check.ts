import { FIELDS, type Field, NONE, PACKED_BYTES, unpack } from '../../../projections/columns.ts';
import type { Facts } from '../../../projections/facts.ts';
import { idOfBytes } from '../../store/id-bytes.ts';

type FactField = Exclude<Field, 'seq'>;

/** A column that names another entry: what it says, and which id the bytes name. */
export interface Reference {
  readonly seq: number;
  readonly field: string;
  /** The sequence number in the column, or NONE. */
  readonly stored: number;
  readonly id: string;
}

const REFERENCES: ReadonlySet<string> = new Set(['act', 'replaces', 'entry']);
const FACT_FIELDS = FIELDS.flatMap((field, at) =>
  field === 'seq' ? [] : [{ field: field as FactField, at, isReference: REFERENCES.has(field) }],
);

/** Where the column that a record entry names another by stands in a row of FIELDS. */
export const ENTRY_COLUMN: number = FIELDS.indexOf('entry');

const shown = (value: unknown): string =>
  value === NONE || value === null ? 'nothing' : `${value}`;

/** What a name's column says, where that is not what the bytes say. */
function nameProblem(
  stored: number,
  told: string,
  nameOf: (symbol: number) => string | undefined,
): string | undefined {
  if (stored === NONE) return 'nothing';
  const name = nameOf(stored);
  if (name === told) return undefined;
  return name ?? `the number ${stored}, which has no name`;
}

/** The columns of the entry with this number and id, unpacked; a sentence where there are none, or another's. */
export function readColumns(
  packed: Uint8Array,
  seq: number,
  id: Uint8Array,
): readonly number[] | string {
  if (packed.length === 0) return 'it has no columns';
  if (packed.length !== PACKED_BYTES) {
    return `its columns have ${packed.length} bytes, not ${PACKED_BYTES}`;
  }
  const kept = unpack(packed);
  if (kept.row[0] !== seq) return `its column seq says ${kept.row[0]}, and it is ${seq}`;
  if (Buffer.compare(kept.id, id) === 0) return kept.row;
  return `its columns say that its id is ${idOfBytes(kept.id)}, and it is ${idOfBytes(id)}`;
}

/**
 * What differs between an entry's columns (FIELDS in order) and the facts in its bytes, as a sentence, or
 * undefined. Columns that name another entry are handed over, to be compared once all ids are known.
 */
export function compareFacts(
  row: readonly number[],
  facts: Facts,
  nameOf: (symbol: number) => string | undefined,
  refer: (reference: Reference) => void,
): string | undefined {
  const seq = row[0] ?? NONE;
  for (const { field, at, isReference } of FACT_FIELDS) {
    const stored = row[at] ?? NONE;
    const told = facts[field];
    if (typeof told !== 'string') {
      if (stored === (told ?? NONE)) continue;
      return `its column ${field} says ${shown(stored)}, its bytes say ${shown(told)}`;
    }
    if (isReference) {
      refer({ seq, field, stored, id: told });
      continue;
    }
    const said = nameProblem(stored, told, nameOf);
    if (said !== undefined) return `its column ${field} says ${said}, its bytes say ${told}`;
  }
  return undefined;
}
