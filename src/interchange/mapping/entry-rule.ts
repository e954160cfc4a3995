import { type EntryType, kindOf } from '../../../events/catalog.ts';
import type { Draft } from '../../../events/entry.ts';
import { type Fault, placeOf } from '../../../events/problem.ts';
import type { Source } from '../../../events/source.ts';
import { formatHint } from './dates.ts';
import type { Expressions, Reading, Value } from './expression.ts';
import { DraftReader } from './read-draft.ts';
import type { EntryRule, Expression, Shape, SourceRule } from './schema.ts';

/** The list that a row stands in, as its sources cite it. */
export interface Cited {
  /** SHA-256 of its bytes, 64 hex digits. */
  sha256(): string;
  /** Of a dated copy of a list that is overwritten: what every entry cites first, at a row. */
  readonly copy?: (row: number) => Source;
  /** The day of entries whose row gives none. */
  readonly undated?: string;
}

type Built = Value | readonly Built[] | { readonly [field: string]: Built };
type Build = (row: Reading) => Built;

/** A rule made ready: what a row says by it. */
export interface ReadyRule {
  readonly type: EntryType;
  holds(row: Reading): boolean;
  /** The places of the cells that decide whether it holds, and the entry's data. */
  readonly needs: readonly number[];
  /** The entry's data alone, as the row says it. */
  data(row: Reading): Built;
  /** The columns behind a place of the entry, or behind what is nearest to it. */
  columnsAt(path: readonly PropertyKey[]): readonly string[];
  /** The entry that a row makes of it, or undefined with the faults told to the row. */
  draft(row: Reading, data: Built, number: number): Draft | undefined;
}

const isExpression = (shape: Shape): shape is Expression =>
  typeof shape !== 'object' ||
  ['column', 'value', 'template', 'lookup', 'if'].some((key) => Object.hasOwn(shape, key));

/** The places of the cells that data is made of. */
function needsOf(shape: Shape, expressions: Expressions): readonly number[] {
  if (isExpression(shape)) return expressions.reader(shape).needs;
  return Object.values(shape).flatMap((each: Shape) => needsOf(each, expressions));
}

/** The columns behind each place of an entry, by its path with dots. */
type Places = Map<string, readonly string[]>;

function builder(shape: Shape, expressions: Expressions, path: string, places: Places): Build {
  if (isExpression(shape)) {
    const { read, columns } = expressions.reader(shape);
    places.set(path, columns);
    return read;
  }
  if (Array.isArray(shape)) {
    const items = (shape as readonly Shape[]).map((each, index) =>
      builder(each, expressions, `${path}.${index}`, places),
    );
    return (row) => items.map((item) => item(row)).filter((item) => item !== undefined);
  }
  const fields = Object.entries(shape as { readonly [field: string]: Shape }).map(
    ([field, each]) => [field, builder(each, expressions, `${path}.${field}`, places)] as const,
  );
  return (row) => {
    const built: Record<string, Built> = {};
    for (const [field, build] of fields) {
      const value = build(row);
      if (value !== undefined) built[field] = value;
    }
    return built;
  };
}

const SOURCE_FIELDS = [
  'url',
  'publisher',
  'title',
  'published',
  'retrieved',
  'archivedUrl',
  'locator',
  'quote',
  'dateBasis',
] as const;

type BuildSource = (row: Reading, number: number) => Record<string, Built> | undefined;

function sourceBuilder(
  rule: SourceRule,
  index: number,
  expressions: Expressions,
  cited: Cited,
  places: Places,
): BuildSource {
  const { holds } = expressions.condition(rule.when);
  const fields = SOURCE_FIELDS.flatMap((field) => {
    const written = rule[field];
    if (written === undefined) return [];
    const path = `sources.${index}.${field}`;
    return [[field, builder(written, expressions, path, places)] as const];
  });
  return (row, number) => {
    if (!holds(row)) return undefined;
    const source: Record<string, Built> = {};
    for (const [field, build] of fields) {
      const value = build(row);
      if (value !== undefined) source[field] = value;
    }
    // A source of which a row names no address is none of this row.
    if (source.url === undefined) return undefined;
    return rule.file === true
      ? { locator: `row ${number}`, ...source, sha256: cited.sha256() }
      : source;
  };
}

/** A source that a row cites, and by which rule: none, of the copy itself. */
interface ToldSource {
  readonly built: Record<string, Built> | Source;
  readonly rule: number | undefined;
}

/** Makes the rules of sources ready: those that a row cites. */
function sourcesBuilder(
  rules: readonly SourceRule[],
  expressions: Expressions,
  cited: Cited,
  places: Places,
): (row: Reading, number: number) => ToldSource[] {
  const sources = rules.map((rule, index) =>
    sourceBuilder(rule, index, expressions, cited, places),
  );
  return (row, number) => {
    const own = sources.flatMap((source, rule) => {
      const built = source(row, number);
      return built === undefined ? [] : [{ built, rule }];
    });
    const copy = cited.copy?.(number);
    return copy === undefined ? own : [{ built: copy, rule: undefined }, ...own];
  };
}

/** A place of an entry as one of the mapping: a row may leave sources out, and a copy cites itself before them. */
function placeOfSource(
  path: readonly PropertyKey[],
  told: readonly ToldSource[],
): readonly PropertyKey[] {
  const [first, index, ...rest] = path;
  if (first !== 'sources' || typeof index !== 'number') return path;
  const rule = told[index]?.rule;
  return rule === undefined ? ['snapshots', ...rest] : ['sources', rule, ...rest];
}

/** The columns of the nearest place that is known: a fault within a list is one of the list. */
function columnsAt(places: Places, path: readonly PropertyKey[]): readonly string[] {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path.slice(0, length).join('.');
    const exact = places.get(key);
    if (exact !== undefined) return exact;
    const within = [...places].find(([place]) => place.startsWith(`${key}.`));
    if (within !== undefined) return within[1];
  }
  return [];
}

/** Makes a rule ready. Throws BadInput where it names what the list has not. */
export function readyRule(
  rule: EntryRule,
  usual: readonly SourceRule[],
  expressions: Expressions,
  cited: Cited,
): ReadyRule {
  const type = rule.type as EntryType;
  const places: Places = new Map();
  const data = builder(rule.data, expressions, 'data', places);
  const on = rule.on === undefined ? undefined : builder(rule.on, expressions, 'on', places);
  const note =
    rule.note === undefined ? undefined : builder(rule.note, expressions, 'note', places);
  const sourcesAt = sourcesBuilder(rule.sources ?? usual, expressions, cited, places);
  const { holds, needs } = expressions.condition(rule.when);
  const drafts = new DraftReader();
  const usualDay = kindOf(type).on === 'required' ? cited.undated : undefined;
  return {
    type,
    holds,
    needs: [...new Set([...needs, ...needsOf(rule.data, expressions)])],
    data,
    columnsAt: (path) => columnsAt(places, path),
    draft(row, built, number) {
      const told = sourcesAt(row, number);
      const said = withoutNothing({
        type,
        data: built,
        on: on?.(row) ?? usualDay,
        note: note?.(row),
        sources: told.length === 0 ? undefined : told.map((each) => each.built),
      });
      const parsed = drafts.read(said);
      if (parsed.ok) return parsed.draft;
      const placed = parsed.faults.map(({ path, problem }) => ({
        path: placeOfSource(path, told),
        problem,
      }));
      tell(type, placed, places, row, expressions);
      return undefined;
    },
  };
}

/** Where an entry says a day. */
const DAYS: ReadonlySet<unknown> = new Set(['on', 'published', 'retrieved']);

/** Tells what is wrong with an entry, at the columns that it was made of. */
function tell(
  type: EntryType,
  faults: readonly Fault[],
  places: Places,
  row: Reading,
  expressions: Expressions,
): void {
  const known = new Set(row.faults.map(({ column }) => column));
  for (const { path, problem } of faults) {
    const columns = columnsAt(places, path);
    // What could not be read is told already, and is no fault of the entry once more.
    if (columns.some((column) => known.has(column))) continue;
    const [column = ''] = columns;
    const value = column === '' ? '' : expressions.cell(row, column);
    const place = column === '' && !problem.startsWith(type) ? `${type} ${placeOf(path)}: ` : '';
    const suggestion = DAYS.has(path.at(-1)) ? formatHint(value) : '';
    // The value stands before its reason already.
    const reason = `${place}${problem}`.replace(`${JSON.stringify(value)} `, '');
    row.faults.push({ column, value, reason, suggestion });
  }
}

const withoutNothing = (said: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
