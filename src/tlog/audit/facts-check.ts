import { FIELDS, type Field, NONE } from '../../../projections/columns.ts';
import type { Facts } from '../../../projections/facts.ts';
import { AUDIT_ROW } from '../../store/audit-store.ts';

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
const FACT_FIELDS = FIELDS.filter((field): field is FactField => field !== 'seq').map(
  (field, index) => ({
    field,
    at: AUDIT_ROW.facts + index,
    kind: REFERENCES.has(field) ? 'reference' : 'value',
  }),
);

/** Where the column that a record entry names another by stands in a row. */
export const ENTRY_COLUMN: number = AUDIT_ROW.facts + FIELDS.indexOf('entry') - 1;

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

/**
 * What differs between an entry's columns and the facts in its bytes, as a sentence, or undefined.
 * Columns that name another entry are handed over, to be compared once all ids are known.
 */
export function compareFacts(
  row: readonly (number | null)[],
  facts: Facts,
  nameOf: (symbol: number) => string | undefined,
  refer: (reference: Reference) => void,
): string | undefined {
  const seq = row[AUDIT_ROW.seq] ?? NONE;
  for (const { field, at, kind } of FACT_FIELDS) {
    const stored = row[at] ?? null;
    const told = facts[field];
    if (stored === null) return 'it has no columns';
    if (typeof told !== 'string') {
      if (stored === (told ?? NONE)) continue;
      return `its column ${field} says ${shown(stored)}, its bytes say ${shown(told)}`;
    }
    if (kind === 'reference') {
      refer({ seq, field, stored, id: told });
      continue;
    }
    const said = nameProblem(stored, told, nameOf);
    if (said !== undefined) return `its column ${field} says ${said}, its bytes say ${told}`;
  }
  return undefined;
}
