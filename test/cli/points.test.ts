/** `hustings points`. */
import { beforeAll, describe, expect, test } from 'vitest';
import { candidate, enrolled, ndjson, nominated, opened } from './entries.ts';
import { folder, hustings, printed, rowsOf } from './harness.ts';

const { file } = folder();
const ledger = file('points.db');
const at = ['--ledger', ledger, '--as-of', '2010-07-01'];

const source = { url: 'https://p.example/a', publisher: 'P', title: 'How', published: '2010-05' };
const WEIGHINGS = [
  { weighing: 'pollster', name: 'The Pollster', source, points: [{ category: 'TU', points: 3 }] },
  { weighing: 'other', name: 'Other', source, points: [{ category: 'MP', points: 5 }] },
];
const ENTRIES = [
  opened({ weighings: WEIGHINGS }),
  candidate('ann'),
  candidate('bob'),
  enrolled('tu-1'),
  enrolled('tu-2'),
  nominated('tu-1', 'ann', '2010-06-01'),
  nominated('tu-2', 'ann', '[2010-06-20..2010-07-10]'),
];

beforeAll(async () => {
  await printed(['import', '-', '--ledger', ledger], { stdin: ndjson(ENTRIES) });
});

describe('points', () => {
  test('prints the points of each candidate, and whose they are', async () => {
    const { out, err } = await hustings(['points', 'leader', ...at]);
    expect(rowsOf(out)).toMatchObject([
      { candidate: 'ann', category: 'TU', weighs: '3', total: '3', totalPossible: '3' },
      { candidate: 'bob', category: 'TU', total: '0' },
    ]);
    expect(err).toContain('points by The Pollster: P, “How”, 2010-05, https://p.example/a');
    expect(err).toContain('without points: MP');
    expect(err).toContain('other weighings: other');
    expect(err).toMatch(/digest of the standings: sha256:/);
  });

  test('draws a table with what each category weighs', async () => {
    const table = await printed(['points', 'leader', ...at, '-f', 'table']);
    expect(table).toContain('TU × 3');
    expect(table).toMatch(/ANN\s*│\s*3–6\s*│\s*1–2/);
  });

  test('takes the weighing that is named', async () => {
    const said = await printed(['points', 'leader', ...at, '--weighing', 'other', '-f', 'json']);
    expect(JSON.parse(said)).toMatchObject({ weighing: WEIGHINGS[1], unweighed: ['TU'] });
  });

  test.each([
    [['leader', '--weighing', 'x'], 2, /^hustings: --weighing: leader has no weighing x\. It has/],
    [['leader', '--counts', 'x'], 2, /^hustings: --counts must be/],
    [['leadr'], 1, /^hustings: There is no contest leadr\. Did you mean leader\?$/],
  ])('refuses %j', async (asked, status, says) => {
    const ran = await hustings(['points', ...asked, ...at]);
    expect([ran.status, ran.out]).toEqual([status, '']);
    expect(ran.err.trimEnd()).toMatch(says);
  });

  test('says how a contest without a weighing gets one', async () => {
    const bare = file('bare.db');
    await printed(['import', '-', '--ledger', bare], { stdin: ndjson([opened()]) });
    const { status, err } = await hustings(['points', 'leader', '--ledger', bare]);
    expect(status).toBe(1);
    expect(err).toMatch(
      /^hustings: The opening of leader, .* correct it with one \(data\.weighings\)\.$/m,
    );
  });

  test('has help with an example, no wider than a terminal', async () => {
    const help = await printed(['help', 'points']);
    expect(help).toMatch(/Examples:\n {2}hustings points /);
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
