import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CATALOG } from '../../events/catalog.ts';
import { GONE, isRecord, resolveClaims } from '../../projections/claims.ts';
import { at, type Columns, FIELDS, NONE } from '../../projections/columns.ts';
import { AMENDS, ERASED } from '../../projections/facets.ts';
import { Desk } from '../../src/ledger/desk.ts';
import { newStray, straysAlone, straysAt, straysOf } from '../../src/ledger/rules/use.ts';
import { Standing, withdraws } from '../../src/ledger/standing.ts';
import { Reader } from '../../src/read/reader.ts';
import { FOREVER } from '../../src/time/day.ts';
import { build, recipes } from '../laws/histories.ts';
import { CONTEST } from '../laws/sheet.ts';

const { EntryCorrected, EntryStruck, EntryDisputed, DisputeResolved, PayloadErased } = CATALOG;

/** A record entry that no rule has looked at: of which row, with the data of which other one. */
interface Wild {
  readonly code: number;
  readonly target: number;
  readonly like: number;
  readonly bits: number;
}

const wild: fc.Arbitrary<Wild> = fc.record({
  code: fc.constantFrom(
    ...[EntryCorrected, EntryCorrected, EntryCorrected, EntryStruck].map(({ code }) => code),
    ...[EntryStruck, EntryDisputed, DisputeResolved].map(({ code }) => code),
  ),
  target: fc.nat(),
  like: fc.nat(),
  bits: fc.nat(7),
});
/** Now and then the law takes something away, or an entry without a payload comes in. */
const erasure: fc.Arbitrary<Wild> = fc.record({
  code: fc.constantFrom(PayloadErased.code, EntryStruck.code),
  target: fc.nat(),
  like: fc.nat(),
  bits: fc.constant(ERASED),
});
const wilds = fc.array(
  fc.oneof({ weight: 30, arbitrary: wild }, { weight: 1, arbitrary: erasure }),
  {
    minLength: 5,
    maxLength: 40,
  },
);

function push(columns: Columns, { code, target, like, bits }: Wild): void {
  const { length } = columns;
  const other = like % length;
  const row = FIELDS.map((field) => at(columns[field], other));
  const set = (field: (typeof FIELDS)[number], value: number) => {
    row[FIELDS.indexOf(field)] = value;
  };
  set('seq', at(columns.seq, length - 1) + 1);
  set('type', code);
  set('entry', at(columns.seq, target % length));
  const facet = code === EntryCorrected.code ? Math.max(1, bits) : bits & 1;
  set('facet', bits === ERASED ? ERASED : facet);
  const corrects = code === EntryCorrected.code && (bits & AMENDS.data) !== 0;
  // An endorser has not entered as a candidate.
  if (corrects && like % 3 === 0) set('candidate', at(columns.endorser, other));
  const named = corrects ? [] : NAMES;
  for (const field of named) set(field, NONE);
  columns.push(row, ID);
}
const ID = new Uint8Array(16);
const NAMES = ['endorser', 'candidate', 'category', 'stage', 'act', 'replaces'] as const;

/** A history's columns, with wild entries on top, and those of its register. */
const histories = fc.tuple(recipes, wilds);
async function columnsOf([recipe, more]: readonly [Parameters<typeof build>[0], readonly Wild[]]) {
  const { bench } = await build(recipe);
  const reader = new Reader(bench.store, 64e6);
  const known = await reader.contest(CONTEST);
  const columns = known.copy(known.length);
  const tame = columns.length;
  for (const each of more) push(columns, each);
  return { columns, tame, register: await reader.register() };
}

/** What a standing says, as text. */
function shown({ claims, lists }: Standing): string {
  const { known, state, onFrom, dataFrom, erased } = claims;
  const cells = [state, onFrom, dataFrom].map((column) => [...column.subarray(0, known)]);
  const { before, frames, ends, naming } = lists;
  const last = [...lists.last].filter(([, row]) => row !== NONE).toSorted(([a], [b]) => a - b);
  return JSON.stringify({ known, erased, cells, before, frames, ends, naming, last });
}

/** What it must say, all resolved and listed anew. */
function naive(columns: Columns, length: number): string {
  const claims = resolveClaims(columns.copy(length), length, FOREVER);
  const rows = Array.from({ length }, (_, row) => row);
  const endorser = (row: number) => at(columns.endorser, at(claims.dataFrom, row));
  const framing: readonly number[] = [CATALOG.CandidateEntered.code, CATALOG.StageOpened.code];
  const lists = {
    before: rows.map(
      (row) => rows.slice(0, row).findLast((one) => endorser(one) === endorser(row)) ?? NONE,
    ),
    frames: rows.filter((row) => framing.includes(at(columns.type, row))),
    ends: rows.filter(
      (row) => withdraws(columns, row) || at(columns.replaces, at(claims.dataFrom, row)) !== NONE,
    ),
    naming: rows.filter((row) => at(columns.act, at(claims.dataFrom, row)) !== NONE),
    last: new Map(rows.map((row) => [endorser(row), row])),
  };
  return shown({ claims, lists } as unknown as Standing);
}

/** As many of the rows as come before any erasure: after one, what is new is judged by what holds by then. */
function beforeErasures({ type, facet, length }: Columns): number {
  const gone = Array.from({ length }, (_, row) => row).find(
    (row) => at(type, row) === PayloadErased.code || at(facet, row) === ERASED,
  );
  return gone ?? length;
}

it('a standing that takes in row by row is the one that is resolved anew', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { columns, tame } = await columnsOf(history);
      const end = columns.length;
      const whole = beforeErasures(columns);
      columns.length = tame;
      const standing = new Standing(columns);
      while (standing.claims.known < tame) standing.take(false);
      for (let length = tame + 1; length <= end; length += 1) {
        columns.length = length;
        standing.take(false);
        const row = length - 1;
        // Sources alone change nothing here, and so resolve nothing.
        const resolves =
          isRecord(at(columns.type, row)) && at(columns.facet, row) !== AMENDS.sources;
        if (length <= whole || resolves) expect(shown(standing)).toBe(naive(columns, length));
      }
    }),
  );
});

it('what is tried on a standing is taken back without a trace', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (history, cut) => {
      const { columns } = await columnsOf(history);
      const end = columns.length;
      const length = 1 + (cut % (end - 1));
      columns.length = length;
      const standing = new Standing(columns);
      while (standing.claims.known < length) standing.take(false);
      const before = shown(standing);
      for (let more = length + 1; more <= end; more += 1) {
        columns.length = more;
        standing.take(true);
      }
      standing.takeBack(length);
      columns.length = length;
      expect(shown(standing)).toBe(before);
    }),
  );
});

it('where one claim alone can become a stray, asking it finds what asking all would', async () => {
  let strays = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { columns, tame, register } = await columnsOf(history);
      for (let length = tame; length < columns.length; length += 1) {
        const before = new Desk(columns.copy(length), register);
        const target = columns.rowOf(at(columns.entry, length));
        const { [length]: code } = columns.type;
        if (code === PayloadErased.code || at(columns.facet, length) === ERASED) return;
        if (!straysAlone(before, target)) continue;
        const after = new Desk(columns.copy(length + 1), register);
        const found = newStray(straysAt(before, target), straysAt(after, target));
        expect(found).toEqual(newStray(straysOf(before), straysOf(after)));
        if (found !== undefined) strays += 1;
        if (before.claims.state[target] === GONE) expect(straysAt(before, target).size).toBe(0);
      }
    }),
  );
  expect(strays).toBeGreaterThan(0);
});
