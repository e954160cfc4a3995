/** Who is enrolled anywhere, against a plain count over the sample files. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printed, rowsOf, SAMPLES, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const at = ['--ledger', ledger.path];
const list = async (...args: string[]) => rowsOf(await printed(['endorsers', ...args, ...at]));

interface Line {
  readonly contest: string;
  readonly type: string;
  readonly data: { readonly endorser?: string; readonly name?: string; readonly category?: string };
}

const LINES: Line[] = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.ndjson'))
  .flatMap((name) => readFileSync(`${SAMPLES}${name}`, 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line));
const ENROLLED = LINES.filter(({ type }) => type === 'EndorserEnrolled');

describe('endorsers', () => {
  test('lists each endorser of each contest once, as the samples enrol them', async () => {
    const told = (await list()).map((row) => `${row.endorser} ${row.contest} ${row.category}`);
    const naive = ENROLLED.map(
      ({ contest, data }) => `${data.endorser} ${contest} ${data.category}`,
    );
    expect(told.toSorted()).toEqual([...new Set(naive)].toSorted());
    expect(told.length).toBeGreaterThan(300);
  });

  test('is in the order of names, whatever their case', async () => {
    const body = JSON.parse(await printed(['endorsers', '-f', 'json', ...at]));
    const names: string[] = body.endorsers.map(({ name }: { name: string }) => name.toLowerCase());
    expect(names).toEqual(names.toSorted());
  });

  test.each([
    ['unison', ['unison']],
    ['UNISON', ['unison']],
    ['holly lynch', ['holly-lynch']],
    ['holly-lynch', ['holly-lynch']],
    ['nobody of this name', []],
  ])('finds those of whom a name or slug holds %s', async (text, found) => {
    const rows = await list(text);
    expect([...new Set(rows.map(({ endorser }) => endorser))]).toEqual(found);
  });

  test('goes by what the ledger knew', async () => {
    expect(await list('--known-at', '0')).toEqual([]);
  });
});
