import type { EntryType } from '../../../events/catalog.ts';
import type { Draft } from '../../../events/entry.ts';
import { type Cited, type ReadyRule, readyRule } from './entry-rule.ts';
import { Expressions, type Reader, type Reading, type RowFault } from './expression.ts';
import type { JoinedMapping } from './lookup.ts';

/** What of a frame's data tells it from another frame of its type in its contest. */
const FRAMES: Readonly<Partial<Record<EntryType, readonly string[]>>> = {
  ContestOpened: [],
  StageOpened: ['stage'],
  CandidateEntered: ['candidate'],
  EndorserEnrolled: ['endorser'],
};

/** An entry that a row makes. */
export interface MappedEntry {
  readonly draft: Draft;
  /** What many rows say alike (who stands, who is enrolled) comes once, with its key; null for what each row says. */
  readonly frame: string | null;
}

/** What a row makes, or why it makes nothing. */
export interface MappedRow {
  readonly entries: readonly MappedEntry[];
  readonly faults: readonly RowFault[];
}

/** What a list's rows have made of frames so far, within one contest: what each frame said first. */
export type Framed = Map<string, string>;

/** Maps the rows of one list by a mapping. */
export class RowMapper {
  readonly #columns: readonly string[];
  readonly #contest: Reader;
  readonly #rules: readonly ReadyRule[];
  /** The cells of frames that are said already, or are none: rows with the same need not be read for them. */
  readonly #settled = new WeakMap<Framed, Set<string>>();

  /** Throws BadInput where the mapping names what the list has not; `list` is its name in a sentence. */
  constructor(mapping: JoinedMapping, columns: readonly string[], list: string, cited: Cited) {
    this.#columns = columns;
    const expressions = new Expressions(mapping, columns, list);
    this.#contest = expressions.reader(mapping.contest);
    this.#rules = mapping.entries.map((rule) =>
      readyRule(rule, mapping.sources ?? [], expressions, cited),
    );
  }

  /** The column behind a place of the entries of a type (as data.endorser), empty where none is. */
  columnOf(type: EntryType, place: string): string {
    const rule = this.#rules.find((each) => each.type === type);
    return rule?.columnsAt(place.split('.'))[0] ?? '';
  }

  /** What a row says in a column. */
  cell(cells: readonly string[], column: string): string {
    return cells[this.#columns.indexOf(column)] ?? '';
  }

  /** The contest that a row is for; undefined, with its faults, where it names none. */
  contest(cells: readonly string[]): {
    readonly contest: string | undefined;
    readonly faults: readonly RowFault[];
  } {
    const reading: Reading = { cells, faults: [] };
    const said = this.#contest.read(reading);
    if (said !== undefined || reading.faults.length > 0) {
      return { contest: said === undefined ? undefined : `${said}`, faults: reading.faults };
    }
    const [column = ''] = this.#contest.columns;
    const fault = {
      column,
      value: '',
      reason: 'is empty, and says which contest the row is for',
      suggestion: 'fill it in',
    };
    return { contest: undefined, faults: [fault] };
  }

  /**
   * The entries that a row makes, in the mapping's order; frames that rows before it made, and said alike,
   * are left out. A row with a fault makes nothing. `number` is the row's in the list.
   */
  map(cells: readonly string[], number: number, framed: Framed): MappedRow {
    const reading: Reading = { cells, faults: [] };
    const settled = this.#settledIn(framed);
    const said: Framed = new Map();
    const keys: string[] = [];
    const entries = this.#rules.flatMap((rule, index): MappedEntry[] => {
      if (FRAMES[rule.type] === undefined) return claimOf(rule, reading, number);
      const key = keyOf(rule.needs, index, cells);
      if (settled.has(key)) return [];
      const made = frameBy(rule, reading, number, framed);
      if (made === 'nothing new') keys.push(key);
      else if (made !== undefined && !framed.has(made.frame)) said.set(made.frame, made.text);
      return typeof made === 'object' ? [made] : [];
    });
    if (reading.faults.length > 0) return { entries: [], faults: onceEach(reading.faults) };
    for (const [frame, text] of said) framed.set(frame, text);
    for (const key of keys) settled.add(key);
    return { entries, faults: [] };
  }

  #settledIn(framed: Framed): Set<string> {
    const settled = this.#settled.get(framed) ?? new Set();
    this.#settled.set(framed, settled);
    return settled;
  }
}

/** Several entries may read one cell: what is wrong with it is told once. */
const onceEach = (faults: readonly RowFault[]): RowFault[] => [
  ...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values(),
];

/** The cells that a rule rests on, so that no two rows that differ in them have the same. */
const keyOf = (needs: readonly number[], rule: number, cells: readonly string[]): string =>
  needs.reduce((key, at) => `${key} ${cells[at]?.length} ${cells[at]}`, `${rule}`);

/** What a row says by a rule, as rows after it may not. */
function claimOf(rule: ReadyRule, reading: Reading, number: number): MappedEntry[] {
  if (!rule.holds(reading)) return [];
  const draft = rule.draft(reading, rule.data(reading), number);
  return draft === undefined ? [] : [{ draft, frame: null }];
}

/** What a row says by a rule as those of its contest do, unless one before it said so. */
function frameBy(rule: ReadyRule, reading: Reading, number: number, framed: Framed) {
  if (!rule.holds(reading)) return 'nothing new';
  const data = rule.data(reading);
  const frame = frameOf(rule.type, data);
  const text = JSON.stringify(data);
  if (framed.get(frame) === text) return 'nothing new';
  const draft = rule.draft(reading, data, number);
  return draft === undefined ? undefined : { draft, frame, text };
}

/** The key of a frame that data would make. */
function frameOf(type: EntryType, data: unknown): string {
  const fields = FRAMES[type] ?? [];
  return [type, ...fields.map((field) => `${(data as Record<string, unknown>)[field] ?? ''}`)].join(
    ' ',
  );
}
