import { type EntryType, kindOf } from '../../../events/catalog.ts';
import { GONE, isRecord } from '../../../projections/claims.ts';
import { at, NONE } from '../../../projections/columns.ts';
import type { Desk } from '../desk.ts';
import { type Fault, fault } from '../refusals.ts';

/** What other entries build on, and the column in which they name it. */
const FRAMES: readonly {
  readonly type: 'EndorserEnrolled' | 'CandidateEntered' | 'StageOpened';
  readonly field: 'endorser' | 'candidate' | 'stage';
}[] = [
  { type: 'EndorserEnrolled', field: 'endorser' },
  { type: 'CandidateEntered', field: 'candidate' },
  { type: 'StageOpened', field: 'stage' },
];

/** The claims that name what is not enrolled, entered or opened, each with what it lacks. */
export type Strays = ReadonlyMap<string, Fault>;

function lacking(desk: Desk, row: number, what: string): [string, Fault] {
  const id = desk.columns.idOf(row);
  const sentence = `Entry ${id} still names ${what}, which would be gone; correct or strike that entry first.`;
  return [`${id} ${what}`, fault('in-use', sentence, [id])];
}

/** None. */
export const NO_STRAYS: Strays = new Map();

/** What other entries build on changes with these: whatever names them may become a stray. */
const isFrame = (type: EntryType): boolean =>
  type === 'ContestOpened' || FRAMES.some((each) => each.type === type);

/** Can no claim but this row become a stray, whatever becomes of the row? */
export const straysAlone = (desk: Desk, row: number): boolean =>
  row !== NONE &&
  !desk.hasErased &&
  !isRecord(at(desk.columns.type, row)) &&
  !isFrame(desk.typeOf(row));

/** What one row names and nothing enrols, enters or opens; for a row that frames nothing itself. */
export function straysAt(desk: Desk, row: number): Strays {
  if (row >= desk.columns.length || desk.claims.state[row] === GONE) return NO_STRAYS;
  const strays = FRAMES.flatMap(({ type, field }) => {
    const symbol = at(desk.columns[field], at(desk.claims.dataFrom, row));
    if (symbol === NONE || desk.frames(type, symbol)) return [];
    const named = field === 'endorser' ? desk.merges.root(symbol) : symbol;
    return [lacking(desk, row, `${field} ${desk.name(named)}`)];
  });
  return new Map(strays);
}

/** Whatever the stream's claims name and nothing in it enrols, enters or opens. */
export function straysOf(desk: Desk): Strays {
  const { columns, claims } = desk;
  const rows: number[] = [];
  for (let row = 0; row < columns.length; row += 1) {
    if (claims.state[row] !== GONE && !isRecord(at(columns.type, row))) rows.push(row);
  }
  const unframed = FRAMES.flatMap(({ type, field }) => {
    const { code } = kindOf(type);
    const column = columns[field];
    const named = (row: number) => {
      const symbol = at(column, at(claims.dataFrom, row));
      return field === 'endorser' && symbol !== NONE ? desk.merges.root(symbol) : symbol;
    };
    const framed = new Set<number>([NONE]);
    for (const row of rows) if (at(columns.type, row) === code) framed.add(named(row));
    const strays = rows.filter((row) => !framed.has(named(row)));
    return strays.map((row) => lacking(desk, row, `${field} ${desk.name(named(row))}`));
  });
  return new Map([...unframed, ...uncategorised(desk, rows)]);
}

/** The enrolments in a category that the contest does not have. */
function uncategorised(desk: Desk, rows: readonly number[]): [string, Fault][] {
  const plain = (desk.contest()?.categories ?? []).filter((each) => each.of === undefined);
  const kept = new Set(plain.map((each) => each.category));
  const category = (row: number) =>
    desk.name(at(desk.columns.category, at(desk.claims.dataFrom, row))) ?? '';
  const { code } = kindOf('EndorserEnrolled');
  return rows
    .filter((row) => at(desk.columns.type, row) === code && !kept.has(category(row)))
    .map((row) => lacking(desk, row, `category ${category(row)}`));
}

/** The first claim that a change has made a stray; what was one before is not its doing. */
export function newStray(before: Strays, after: Strays): Fault | undefined {
  for (const [key, stray] of after) if (!before.has(key)) return stray;
  return undefined;
}
