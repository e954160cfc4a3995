import { closeSync, cpSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Random } from '../bench/load/random.ts';
import { auditFile } from './audited-ledger.ts';
import { type Value, valuesIn } from './file-map.ts';

/** What a changed byte belongs to. */
export type Kind =
  | 'payload'
  | 'salt'
  | 'leaf'
  | 'order'
  | 'column'
  | 'tile'
  | 'checkpoint'
  | 'receipt'
  | 'name'
  | 'index';

/** One byte of a value, and the bit of it that is turned. */
export interface Place {
  readonly kind: Kind;
  readonly value: Value;
  readonly offset: number;
  readonly bit: number;
}

/** How often each kind is chosen. */
const WEIGHTS: readonly (readonly [number, Kind])[] = [
  [16, 'payload'],
  [10, 'salt'],
  [18, 'leaf'],
  [14, 'order'],
  [16, 'column'],
  [8, 'tile'],
  [6, 'checkpoint'],
  [6, 'receipt'],
  [6, 'name'],
  [6, 'index'],
];

const OF_ENTRY: Readonly<Record<string, Kind>> = { payload: 'payload', salt: 'salt', leaf: 'leaf' };
const OF_TABLE: Readonly<Record<string, Kind>> = {
  facts: 'column',
  tile: 'tile',
  checkpoint: 'checkpoint',
  receipt: 'receipt',
  stream: 'name',
  symbol: 'name',
};

function kindOf({ table, column }: Value): Kind | undefined {
  if (table === 'entry') return OF_ENTRY[column] ?? 'order';
  return table.startsWith('sqlite_autoindex') ? 'index' : OF_TABLE[table];
}

/** So many places of a ledger's file, over all kinds, that a seed alone decides. */
export function placesIn(path: string, count: number, seed: number): Place[] {
  const values = Map.groupBy(valuesIn(path, readFileSync(path)), kindOf);
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const kind = random.weighed(WEIGHTS.map(([weight, each]) => [weight, each] as const));
    const value = random.of(values.get(kind) ?? []);
    return { kind, value, offset: random.of(value.offsets), bit: random.below(8) };
  });
}

/** What an audit made of one changed byte: undefined where it is found, and the entry named. */
export type Miss = string | undefined;

const told = ({ kind, value, offset, bit }: Place): string =>
  `${kind}: bit ${bit} at ${offset}, in ${value.table}.${value.column} of row ${value.row}`;

/** The entry that a place belongs to. */
const entryOf = ({ value: { table, row } }: Place): number | null =>
  table === 'entry' || table === 'facts' ? row : null;

/** Changes one byte of a ledger's file at a time, has it audited, and puts the byte back. */
export class Mutator {
  readonly #path: string;

  /** Works on a copy of a ledger's file. */
  constructor(original: string, copy: string) {
    cpSync(original, copy);
    this.#path = copy;
  }

  /** Answers with a sentence where the change is not found, or the entry not named. */
  async try(place: Place): Promise<Miss> {
    const file = openSync(this.#path, 'r+');
    const before = readFileSync(this.#path)[place.offset] ?? 0;
    try {
      writeSync(file, Buffer.of(before ^ (1 << place.bit)), 0, 1, place.offset);
      const { count, faults } = await auditFile(this.#path);
      const seq = entryOf(place);
      if (count === 0) return `${told(place)}: not found`;
      // Under another number an entry is wrong where it stands, and missing where it stood; under another key
      // columns are not found, nor may those be that stand around them.
      const { table, column } = place.value;
      const isKey = column === 'rowid' || (table === 'facts' && column !== 'packed');
      const moved = isKey && seq !== null;
      const named = moved ? faults.some((each) => each.seq === seq) : faults[0]?.seq === seq;
      return named || seq === null
        ? undefined
        : `${told(place)}: named ${JSON.stringify(faults.slice(0, 3))}`;
    } catch (error) {
      return `${told(place)}: ${error}`;
    } finally {
      writeSync(file, Buffer.of(before), 0, 1, place.offset);
      closeSync(file);
    }
  }
}
