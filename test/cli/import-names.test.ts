/** What a dry run says of names that may be one endorser's. */
import { describe, expect, test } from 'vitest';
import { printed, rowsOf } from './harness.ts';
import { importing } from './listed.ts';

const { file, importRows } = importing();

const BOB = 'Leader,Bob Neill,MP,Ann,02/06/2010';
const SIR = 'Leader,Sir Bob Neill,MP,Ann,03/06/2010';

const DOUBT = /Bob Neill \(bob-neill\) and Sir Bob Neill \(sir-bob-neill\) may be one: titles/;

describe('names that may be one', () => {
  test('are told with the reason, in one list and beside the ledger, and nothing is merged', async () => {
    const both = await importRows('both', [BOB, SIR], ['--dry-run']);
    expect(both.err).toMatch(DOUBT);
    expect(both.err).toContain('hustings alike says how');
    await importRows('one', [BOB]);
    expect((await importRows('one', [BOB, SIR], ['--dry-run'])).err).toMatch(DOUBT);
    const { status } = await importRows('one', [BOB, SIR]);
    const listed = rowsOf(await printed(['endorsers', '--ledger', file('one')]));
    expect([status, listed.length]).toEqual([0, 2]);
    expect((await importRows('one', [BOB, SIR], ['--dry-run'])).err).not.toContain('may be one');
  });

  test('are not told where the contest keeps them apart, or where one slug joins them', async () => {
    const apart = [BOB, SIR.replace('MP', 'TU')];
    expect((await importRows('apart', apart, ['--dry-run'])).err).not.toContain('may be one');
    const other = [BOB, 'Leader,Jane Kim,MP,Ann,03/06/2010'];
    expect((await importRows('other', other, ['--dry-run'])).err).not.toContain('may be one');
  });
});
