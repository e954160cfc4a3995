import { ENTRY_TYPES, type EntryType, isEntryType, kindOf } from '../../events/catalog.ts';
import { parseData, parseDraft } from '../../events/entry.ts';
import type { Fault } from '../../events/problem.ts';
import { type CsvRecord, type Delimiter, readCsv } from '../interchange/csv-rows.ts';
import { nearest } from '../ledger/queries/asking.ts';
import { type FormFault, faultAt, missingIn } from '../web/form/faults.ts';
import type { NameBook } from '../web/form/name-book.ts';
import { formOf } from '../web/form/shape.ts';
import { saidBy, type Values } from '../web/form/values.ts';
import {
  type ColumnField,
  columnOfField,
  fieldOfColumn,
  isColumn,
  OWN_COLUMNS,
  usualOf,
} from '../web/import-columns.ts';
import { type RowFault, type RowRead, type Same, sorted } from './import-row.ts';
import { pointerTo } from './pointer.ts';

/** What rows are read with. */
export interface Reading {
  readonly contest: string;
  readonly names: NameBook;
  readonly same: Same;
}

/** What spreadsheets write for yes and no. */
const YES_NO: ReadonlyMap<string, string> = new Map([
  ...['yes', 'true', '1'].map((word) => [word, 'true'] as const),
  ...['no', 'false', '0'].map((word) => [word, 'false'] as const),
]);

const quoted = (text: string): string => `“${text}”`;

type Said = Readonly<Record<string, unknown>>;
type Filled = Extract<CsvRecord, { readonly values: readonly string[] }>;

/** A row with its cells by column, before anybody knows what it means. */
interface Cells {
  readonly line: number;
  readonly type: EntryType;
  /** Columns and what stands in them, blanks left out. */
  readonly said: readonly (readonly [column: string, value: string])[];
}

const isOwn = (column: string): boolean =>
  (OWN_COLUMNS as readonly string[]).includes(column.toLowerCase());

const ownIn = (said: Cells['said'], own: (typeof OWN_COLUMNS)[number]): string =>
  said.find(([column]) => column.toLowerCase() === own)?.[1].trim() ?? '';

function headFaults({ line, values }: Filled, rows: readonly Filled[]): RowFault[] {
  return values.flatMap((column, index) => {
    if (column.trim() === '') {
      const bearing = rows.find((row) => (row.values[index] ?? '').trim() !== '');
      const problem = `column ${index + 1} has no name; name it in the first row, or empty it`;
      return bearing === undefined ? [] : [{ line, column: '', value: '', problem }];
    }
    if (isOwn(column.trim()) || isColumn(column.trim())) return [];
    const problem = 'no entry has a field of this name; rename the column, or take it out';
    return [{ line, column: column.trim(), value: '', problem }];
  });
}

/** A row's cells and type, or why it has none. */
function cellsOf({ line, values }: Filled, head: readonly string[], same: Same): Cells | RowFault {
  if (
    values.length > head.length &&
    values.slice(head.length).some((value) => value.trim() !== '')
  ) {
    const problem = `has ${values.length} values, and the first row names ${head.length}; a value with a comma in it needs quotation marks`;
    return { line, column: '', value: values[head.length] ?? '', problem };
  }
  const said = head.flatMap((column, index) => {
    const value = values[index] ?? '';
    return value.trim() === '' || column === '' ? [] : [[column, value] as const];
  });
  const type = ownIn(said, 'type') || (same.get('type') ?? '');
  if (isEntryType(type)) return { line, type, said };
  const problem =
    type === ''
      ? 'is missing: give the list a column type, or choose one for every row'
      : `is no type of entry. ${nearest(type, ENTRY_TYPES, 'EndorsementMade is one.')}`.replace(
          /\.$/,
          '',
        );
  return { line, column: 'type', value: type, problem };
}

/** The fields that a row's cells say, in the words of its type's form. */
class RowReader {
  readonly #reading: Reading;
  readonly #fields = new Map<string, ColumnField | undefined>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  field(type: EntryType, column: string): ColumnField | undefined {
    const key = `${type} ${column}`;
    if (!this.#fields.has(key)) this.#fields.set(key, fieldOfColumn(type, column));
    return this.#fields.get(key);
  }

  /** What the row's own cells say, and those that its type has no field for. */
  own({ line, type, said }: Cells): { values: Map<string, string>; faults: RowFault[] } {
    const values = new Map<string, string>();
    const faults: RowFault[] = [];
    for (const [column, value] of said.filter(([each]) => !isOwn(each))) {
      const field = this.field(type, column);
      const fault = (problem: string) => faults.push({ line, column, value, problem });
      if (field === undefined) fault(`${type} has no such field; leave it empty in this row`);
      else if (values.has(field.name)) fault('is said by two columns; keep one of the two');
      else values.set(field.name, this.#worded(field, value));
    }
    return { values, faults };
  }

  #worded({ kind }: ColumnField, value: string): string {
    if (kind !== 'yes-no' && kind !== 'mark') return value;
    return YES_NO.get(value.trim().toLowerCase()) ?? value;
  }

  /** The same with what goes without saying, and with slugs for names. */
  whole(type: EntryType, own: ReadonlyMap<string, string>): Map<string, string> {
    const { names, same } = this.#reading;
    const usual = [...same].filter(([name]) => this.field(type, name)?.name === name);
    const all = new Map([...usualOf(type), ...usual, ...own]);
    return new Map([...all].map(([name, value]) => [name, names.meant(type, name, value)]));
  }

  /** The row as an entry, or what is wrong with it. */
  read(cells: Cells): RowRead {
    const { line, type, said } = cells;
    const { values: own, faults } = this.own(cells);
    const contest = ownIn(said, 'contest');
    if (contest !== '' && contest !== this.#reading.contest) {
      return [{ line, column: 'contest', value: contest, problem: otherContest(this.#reading) }];
    }
    const values = this.whole(type, own);
    const id = ownIn(said, 'id').toLowerCase();
    const entry = saidBy(formOf(type), values);
    const parsed = parseDraft({ type, ...(id === '' ? {} : { id }), ...entry });
    const written = (name: string) =>
      said.find(([column]) => this.field(type, column)?.name === name)?.[0] ??
      columnOfField(type, name);
    if (parsed.ok && faults.length === 0) return { line, draft: parsed.draft, values, written };
    const wrong = parsed.ok ? [] : this.#wrong(type, values, entry, parsed.faults);
    const told = wrong.map(({ name, says }) => {
      const [column, value] = name === 'id' ? ['id', id] : [written(name), values.get(name) ?? ''];
      return { line, column, value: own.get(name) ?? value, problem: says };
    });
    return [...faults, ...told];
  }

  /** All that is wrong with what a row says, once for each field. */
  #wrong(type: EntryType, values: Values, entry: Said, faults: readonly Fault[]) {
    const { names } = this.#reading;
    const form = formOf(type);
    const found = new Map<string, FormFault>();
    const add = (fault: FormFault) => found.set(fault.name, found.get(fault.name) ?? fault);
    for (const { name, says } of missingIn(form, entry)) add({ name, says: `${says}; fill it in` });
    for (const [name, value] of values) {
      const says = names.stranger(type, name, value);
      if (says !== undefined) add({ name, says });
    }
    const data = parseData(type, kindOf(type).version, entry.data);
    for (const { path, problem } of [...faults, ...(data.ok ? [] : data.faults)]) {
      if (path[0] === 'id') add({ name: 'id', says: problem });
      else add(faultAt(form, pointerTo(path), problem));
    }
    return [...found.values()];
  }
}

/** Why a row of another contest is not taken. */
export const otherContest = ({ contest }: Pick<Reading, 'contest'>): string =>
  `names another contest; this list is for ${quoted(contest)}, so take the row out, or import it there`;

const isFault = (row: Cells | RowFault): row is RowFault => 'problem' in row;

/** Reads a list of columns. What is wrong with its first row is told alone: no other could be read right. */
export function readFlat(text: string, delimiter: Delimiter, reading: Reading) {
  const records = readCsv(text.replace(/^sep=.\n/i, '\n'), delimiter);
  const broken = records.flatMap((each): RowFault[] =>
    'problem' in each ? [{ line: each.line, column: '', value: '', problem: each.problem }] : [],
  );
  const [head, ...body] = records.filter((each) => 'values' in each);
  const count = records.length - 1;
  if (head === undefined) return { rows: [], faults: broken, count };
  const wrongHead = headFaults(head, body);
  if (wrongHead.length > 0) return { rows: [], faults: wrongHead, count };
  const columns = head.values.map((column) => column.trim());
  const all = body.map((each) => cellsOf(each, columns, reading.same));
  const reader = new RowReader(reading);
  for (const cells of all) {
    if (!isFault(cells)) reading.names.learn(cells.type, reader.own(cells).values);
  }
  const read = all.map((each) => (isFault(each) ? [each] : reader.read(each)));
  const { rows, faults } = sorted(read);
  return { rows, faults: [...broken, ...faults], count };
}
