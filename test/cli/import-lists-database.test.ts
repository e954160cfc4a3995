/** Lists that come into a ledger in a database: an append there is one of a mebibyte at most. */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folder, hustings, printed, rowsOf } from './harness.ts';
import { listOf, MAPPING } from './listed.ts';
import { database } from './moving.ts';

const { file } = folder();

/** More entries for one contest than a database takes at once. */
const ROWS = Array.from({ length: 700 }, (_, n) => `Leader,Member ${n},MP,Ann,02/06/2010`);

function written(): string[] {
  writeFileSync(file('list.csv'), listOf([...ROWS, 'Deputy,Unite,TU,Cy,04/06/2010']));
  writeFileSync(file('m.json'), JSON.stringify(MAPPING));
  return ['import', file('list.csv'), '--mapping', file('m.json'), '--errors', file('e.csv')];
}

test('come in, by steps where they must, and the same list again adds nothing', async () => {
  const around = await database();
  const asked = written();
  const tried = await hustings([...asked, '--dry-run'], around);
  expect([tried.status, tried.out]).toMatchObject([0, expect.stringContaining('ann MP 0 → 700')]);
  const first = await hustings(asked, around);
  expect([first.status, rowsOf(first.out).map((row) => row.new)]).toEqual([0, ['1402', '4']]);
  const again = await hustings(asked, around);
  expect([again.status, rowsOf(again.out).map((row) => row.new)]).toEqual([0, ['0', '0']]);
  const cells = rowsOf(await printed(['standings', 'leader', '--as-of', '2010-06-02'], around));
  expect(cells.find((row) => row.candidate === 'ann' && row.category === 'MP')?.certain).toBe(
    '700',
  );
});
