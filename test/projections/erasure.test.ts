import { describe, expect, it } from 'vitest';
import { at, Columns, FIELDS, idBytes, NONE, rowOfFacts } from '../../projections/columns.ts';
import { cut } from '../../projections/cut.ts';
import { factsOf } from '../../projections/facts.ts';
import { standingsOn } from '../../projections/on-day.ts';
import { standings } from '../../projections/standings.ts';
import { FOREVER } from '../../src/time/day.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  dayOf,
  disputed,
  endNomination,
  FRAME,
  id,
  nominated,
  resolved,
  type Sent,
  struck,
  told,
} from '../support/given.ts';

/** The columns of a contest and one more row: an erasure, which the ledger does not offer yet. */
async function erasing(bench: Bench, target: string): Promise<Columns> {
  const stored = await bench.reader.contest(CONTEST);
  const columns = new Columns(stored.symbols);
  for (let row = 0; row < stored.length; row += 1) {
    const values = FIELDS.map((field) => at(stored[field], row));
    columns.push(values, idBytes(stored.idOf(row)), stored.detail(row));
  }
  const named = await bench.store.byId(id(target));
  const erasure = {
    type: 'PayloadErased' as const,
    on: null,
    data: { entry: id(target), legalBasis: 'A court order' },
    sources: [],
  };
  const row = rowOfFacts(
    columns.length,
    factsOf(erasure, () => undefined),
    (name) => stored.symbols.of(name),
    () => named?.seq ?? NONE,
  );
  columns.push(row, idBytes(id('erasure')));
  return columns;
}

/** Certain counts of the unions of two candidates, and how many entries were lost, at a knownAt. */
async function shown(bench: Bench, columns: Columns, day: string, knownAt = columns.length - 1) {
  const view = cut(columns, await bench.reader.register(), { knownAt, reportedBy: FOREVER });
  const state = standingsOn(standings(view, 'acts'), CONTEST, dayOf(day));
  const [ann, bob] = state.candidates.map((each) => each.cells.TU);
  return { ann: ann?.certain, bob: bob?.certain, erased: state.erased };
}

const act = as('a', nominated('t1', 'ann', '2010-07-10'));
const again = as('a2', nominated('t1', 'ann', '2010-07-12', { act: id('a') }));
const end = as('w', endNomination('a', '2010-07-20'));
const other = as('o', nominated('t2', 'ann', '2010-07-11'));
const switched = as('b', nominated('t1', 'bob', '2010-07-20', { replaces: id('a') }));
const DAY = '2010-07-15';

describe('an erased claim', () => {
  it('counts nowhere, and the state says how many it lost', async () => {
    const bench = await told(act, other);
    const columns = await erasing(bench, 'a');
    expect(await shown(bench, columns, DAY)).toEqual({ ann: 1, bob: 0, erased: 1 });
    expect((await bench.state(DAY)).erased).toBe(0);
  });

  it('counts at no knownAt, though the erasure came last', async () => {
    const bench = await told(act, other);
    const columns = await erasing(bench, 'a');
    const first = FRAME.length;
    expect(await shown(bench, columns, DAY, first)).toEqual({ ann: 0, bob: 0, erased: 1 });
    expect(await shown(bench, columns, DAY, first - 1)).toEqual({ ann: 0, bob: 0, erased: 0 });
  });

  it.each<[string, string, readonly Sent[], number]>([
    ['its end', 'a', [act, end], 2],
    ['its corrections', 'a', [act, corrected('a', { on: '2010-07-11' })], 2],
    ['its strikes, and what struck these', 'a', [act, as('s', struck('a')), struck('s')], 3],
    ['its disputes and what resolved them', 'a', [act, disputed('a'), resolved('a', 'upheld')], 3],
    [
      'what replaced it, and the end of that',
      'a',
      [act, switched, endNomination('b', '2010-08-01')],
      3,
    ],
    ['the correction of its end', 'a', [act, end, corrected('w', { on: '2010-07-21' })], 3],
  ])('takes with it %s', async (_, target, entries, erased) => {
    const bench = await told(...entries, other);
    const columns = await erasing(bench, target);
    expect(await shown(bench, columns, DAY)).toEqual({ ann: 1, bob: 0, erased });
    expect(await shown(bench, columns, '2010-09-01')).toEqual({ ann: 1, bob: 0, erased });
  });

  it.each<[string, string, readonly Sent[], number]>([
    ['a correction', 'c', [act, as('c', corrected('a', { on: '2010-07-11' }))], 2],
    ['a strike', 's', [act, as('s', struck('a'))], 2],
    [
      'a strike of a correction',
      's',
      [act, as('c', corrected('a', { on: '2010-07-11' })), as('s', struck('c'))],
      3,
    ],
    ['a dispute', 'd', [act, as('d', disputed('a'))], 2],
    ['an end', 'w', [act, end], 2],
    ['a switch', 'b', [act, switched], 2],
  ])('goes with %s that names it', async (_, target, entries, erased) => {
    const bench = await told(...entries, other);
    const columns = await erasing(bench, target);
    expect(await shown(bench, columns, DAY)).toEqual({ ann: 1, bob: 0, erased });
  });

  it('goes on until nothing more is named', async () => {
    const bench = await told(
      act,
      switched,
      as('c', nominated('t1', 'cay', '2010-08-01', { replaces: id('b') })),
      as('e', endNomination('c', '2010-08-10')),
      other,
    );
    const columns = await erasing(bench, 'e');
    expect(await shown(bench, columns, DAY)).toEqual({ ann: 1, bob: 0, erased: 4 });
  });

  it('leaves the act to the claims that tell it again', async () => {
    const bench = await told(act, again);
    const columns = await erasing(bench, 'a');
    expect(await shown(bench, columns, '2010-07-11')).toEqual({ ann: 0, bob: 0, erased: 1 });
    expect(await shown(bench, columns, '2010-07-12')).toEqual({ ann: 1, bob: 0, erased: 1 });
  });

  it('that told an act again leaves the act as the first claim tells it', async () => {
    const bench = await told(act, again);
    const columns = await erasing(bench, 'a2');
    expect(await shown(bench, columns, '2010-07-10')).toEqual({ ann: 1, bob: 0, erased: 1 });
  });

  it('leaves other acts of the endorser alone', async () => {
    const bench = await told(act, as('z', nominated('t1', 'ann', '2010-07-12', { anew: true })));
    const columns = await erasing(bench, 'a');
    expect(await shown(bench, columns, DAY)).toEqual({ ann: 1, bob: 0, erased: 1 });
  });

  it('may be what frames the contest', async () => {
    const bench = await told(act, other);
    const columns = await erasing(bench, 't1');
    expect(await shown(bench, columns, DAY)).toEqual({ ann: 1, bob: 0, erased: 1 });
  });
});
