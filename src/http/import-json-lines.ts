import { isEntryType, kindOf } from '../../events/catalog.ts';
import { parseDraft } from '../../events/entry.ts';
import { type Fault, placeOf } from '../../events/problem.ts';
import { readJson } from '../interchange/json-text.ts';
import { readLine } from '../interchange/ndjson.ts';
import { formOf } from '../web/form/shape.ts';
import { saidBy, valuesOf } from '../web/form/values.ts';
import { otherContest, type Reading } from './import-flat.ts';
import { type ImportRow, type RowRead, type Same, sorted } from './import-row.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const steps = (name: string): PropertyKey[] =>
  name.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** A field as the JSON has it: `data.choices[0].candidate`. */
const written = (name: string): string => placeOf(steps(name));

/** The word, number or answer that stands at a place; empty where there is none. */
function standsAt(value: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
  return found === undefined || typeof found === 'object' ? '' : `${found}`;
}

/** A draft with what goes without saying in every row of its list. */
function withSame(draft: Json, same: Same): Json {
  const type = draft.type ?? same.get('type');
  if (typeof type !== 'string' || !isEntryType(type)) return { ...draft, type };
  const form = formOf(type);
  const usual = saidBy(
    { ...form, fields: form.fields.filter(({ name }) => name !== 'data') },
    same,
  );
  const said = Object.entries(usual).filter(([, value]) => [value].flat().length > 0);
  return { type, ...Object.fromEntries(said), ...draft };
}

/** The draft of a line that `hustings export` wrote: recorded anew, by whoever imports it. */
function exported(text: string, line: number, { contest }: Reading): ImportRow | Fault {
  const read = readLine({ line, text, ended: true });
  if (typeof read === 'string') return { path: [], problem: read };
  if (read.contest !== contest)
    return { path: ['leaf', 'contest'], problem: otherContest({ contest }) };
  const { sealed, ...draft } = read.draft;
  if (sealed?.erased === true) {
    const problem = 'was erased by law, and only hustings import takes the place of what is gone';
    return { path: [], problem };
  }
  return rowOf(line, draft);
}

const rowOf = (line: number, draft: ImportRow['draft']): ImportRow => ({
  line,
  draft,
  values:
    kindOf(draft.type).version === draft.version ? valuesOf(formOf(draft.type), draft) : new Map(),
  written,
});

const belongsElsewhere = (contest: unknown, mine: string): boolean =>
  contest !== undefined && contest !== null && contest !== mine;

function readObject(
  value: Json,
  text: string,
  line: number,
  reading: Reading,
): ImportRow | Fault[] {
  if ('leaf' in value) {
    const row = exported(text, line, reading);
    return 'problem' in row ? [row] : row;
  }
  const { contest, ...rest } = value;
  if (belongsElsewhere(contest, reading.contest)) {
    return [{ path: ['contest'], problem: otherContest(reading) }];
  }
  const parsed = parseDraft(withSame(rest, reading.same));
  return parsed.ok ? rowOf(line, parsed.draft) : [...parsed.faults];
}

function readRow(text: string, line: number, reading: Reading): RowRead {
  const json = readJson(text);
  if (!json.ok) {
    const column = placeOf(json.path);
    const help = column === '' ? '; each line must be one entry as a JSON object' : '';
    const value = column === '' ? text : '';
    return [{ line, column, value, problem: `${json.problem}${help}` }];
  }
  const { value } = json;
  if (!isObject(value)) {
    const problem = 'must be one entry as a JSON object, {…}, and so must every line';
    return [{ line, column: '', value: text, problem }];
  }
  const read = readObject(value, text, line, reading);
  if (!Array.isArray(read)) return read;
  return read.map(({ path, problem }) => ({
    line,
    column: placeOf(path),
    value: path.length === 0 ? '' : standsAt(value, path),
    problem,
  }));
}

/** Reads a list of one entry a line: drafts, or what `hustings export` wrote; blank lines are passed over. */
export function readJsonLines(text: string, reading: Reading) {
  const read = text
    .split('\n')
    .flatMap((each, index) => (each.trim() === '' ? [] : [readRow(each, index + 1, reading)]));
  return { ...sorted(read), count: read.length };
}
