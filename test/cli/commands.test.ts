import { describe, expect, test } from 'vitest';
import { folder, hustings, printed, rowsOf, SAMPLES, sampleLedger, VERSION } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();
const at = ['--ledger', ledger.path];

describe('reading', () => {
  test('contests lists the five by their opening, with what they hold', async () => {
    const rows = rowsOf(await printed(['contests', ...at]));
    expect(rows.map(({ contest, entries }) => [contest, entries])).toEqual([
      ['labour-leader-2010', '184'],
      ['labour-leader-2015', '186'],
      ['labour-leader-2016', '108'],
      ['labour-deputy-2020', '25'],
      ['labour-leader-2020', '369'],
    ]);
    expect(rows[0]).toMatchObject({ opened: '2010-05-10', candidates: '6', withdrawn: '1' });
  });

  test('contests as of a day says what had happened by then, and at known-at 0 there is one', async () => {
    const rows = rowsOf(await printed(['contests', '--known-at', '0', ...at]));
    expect(rows).toHaveLength(1);
    const early = rowsOf(await printed(['contests', '--as-of', '2010-06-01', ...at]));
    expect(early.find((row) => row.contest === 'labour-leader-2010')?.withdrawn).toBe('0');
  });

  test('every answer says on stderr at which clocks it was given', async () => {
    for (const args of [
      ['contests', '--as-of', '2010-07-14'],
      ['standings', 'labour-leader-2010', '--as-of', '2010-07-14'],
      ['timeline', 'labour-leader-2010', '--as-of', '2010-07-14'],
      ['endorser', 'unison', '--as-of', '2010-07-14'],
    ]) {
      const { err } = await hustings([...args, ...at]);
      expect(err).toMatch(/as of 2010-07-14, known at entry 871, recorded \d{4}-.*Z/);
    }
  });

  test('timeline tells what happened in order, with the entries that say so', async () => {
    const asked = ['timeline', 'labour-leader-2010', '--as-of', '2010-05-12', ...at];
    const rows = rowsOf(await printed(asked));
    expect(rows[0]).toMatchObject({ on: '2010-05-10', kind: 'opened' });
    expect(rows.find((row) => row.on === '2010-05-12')).toMatchObject({
      kind: 'entered',
      candidate: 'david-miliband',
      entries: '6133bbfc-5545-408b-a419-7ed242d6ae6c',
    });
  });

  test('compare tells who changed, why, and the cells that changed', async () => {
    const days = ['--from', '2020-01-12', '--to', '2020-01-22'];
    const { out, err } = await hustings(['compare', 'labour-leader-2020', ...days, ...at]);
    const rows = rowsOf(out);
    const tagOf = (endorser: string) => rows.find((row) => row.endorser === endorser)?.tag;
    expect(tagOf('gmb')).toBe('gained');
    expect(tagOf('holly-lynch')).toBe('lapsed');
    expect(tagOf('julie-ward')).toBe('switched');
    expect(err).toContain('jess-phillips: MP certain 10→0');
    expect(err).toMatch(/digests sha256:[0-9a-f]{64}\n {4}and sha256:[0-9a-f]{64}/);
  });

  test('compare of one day with itself says that nobody changed', async () => {
    const days = ['--from', '2020-01-12', '--to', '2020-01-12'];
    const { out, err } = await hustings(['compare', 'labour-leader-2020', ...days, ...at]);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain('No endorser changed between the two.');
  });

  test('compare on the recorded clock explains a general reason once, below the table', async () => {
    const flags = ['--from', '2020-02-14', '--to', '2020-02-14', '--from-known-at', '700'];
    const { out, err } = await hustings(['compare', 'labour-leader-2020', ...flags, ...at], {
      columns: 200,
    });
    expect(out).toMatch(/gained +│ aslef \(TU\) +│ +│ rebecca-long-bailey │ backdated/);
    expect(err.match(/^backdated: recorded after/gm)).toHaveLength(1);
  });

  test('show finds an entry by its id, by how the id begins, and in capitals', async () => {
    const whole = await printed(['show', '90bb227f-d25e-40f3-b656-12d03ba91f02', ...at]);
    expect(rowsOf(whole)).toContainEqual({ field: 'data.endorser', value: 'community' });
    expect(await printed(['show', '90bb227f', ...at])).toBe(whole);
    expect(await printed(['show', '90BB227F-D25E', ...at])).toBe(whole);
  });

  test('endorser tells how an act ended, and until when it stood', async () => {
    const [row] = rowsOf(await printed(['endorser', 'holly-lynch', ...at]));
    expect(row).toMatchObject({ what: 'nomination', until: '2020-01-21' });
    const out = await printed(['endorser', 'holly-lynch', ...at], { columns: 200 });
    expect(out).toContain(`${row?.on} until 2020-01-21`);
    expect(out).toContain('nomination: lapsed');
  });

  test('endorser shows a terminal the beginnings of ids that show takes', async () => {
    const out = await printed(['endorser', 'num', ...at], { columns: 120 });
    const ids = out.match(/\b[0-9a-f]{8}\b/g) ?? [];
    expect(ids.length).toBeGreaterThan(8);
    for (const id of ids) {
      const fields = rowsOf(await printed(['show', id, ...at])).map((row) => Object.values(row));
      expect(fields).toContainEqual(['data.endorser', 'num']);
    }
  });

  test('show tells a table one cell a line on a terminal', async () => {
    const out = await printed(['show', '56ae5674', ...at], { columns: 80 });
    expect(out).toContain('candidate diane-abbott, category MP, value 33 ');
    expect(out).toContain('undeclared');
  });
});

describe('help', () => {
  test('no arguments print the help and its examples, and end well', async () => {
    const { status, out, err } = await hustings([]);
    expect(status).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^Usage: hustings \[options\] \[command\]/);
    expect(out).toContain('hustings standings labour-leader-2010 --as-of 2010-06-26');
    expect(out).toContain('Exit status: 0 fine, 1 refused or failed, 2 wrong use');
  });

  test('--version prints the version alone', async () => {
    expect(await printed(['--version'])).toBe(`${VERSION}\n`);
  });

  const COMMANDS = [
    'contests',
    'standings',
    'timeline',
    'series',
    'compare',
    'endorsers',
    'endorser',
    'show',
    'append',
    'import',
    'export',
    'rebuild',
    'demo',
  ];

  test.each(COMMANDS)('help %s and %s --help say the same, with an example', async (name) => {
    const help = await printed(['help', name]);
    expect(await printed([name, '--help'])).toBe(help);
    expect(help).toMatch(new RegExp(`^Usage: hustings ${name} `));
    expect(help).toMatch(new RegExp(`Examples?:\n(?:.*\n)*? +hustings ${name}`));
    const widest = Math.max(...help.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(80);
  });

  test('the commands are listed in the help', async () => {
    const help = await printed(['help']);
    for (const name of COMMANDS) expect(help).toContain(`\n  ${name} [options]`);
  });
});

describe('the demo', () => {
  test('loads the samples, replays a contest, and the second time adds nothing', async () => {
    const path = file('demo.db');
    const first = await hustings(['demo', '--ledger', path]);
    expect(first.status).toBe(0);
    expect(first.err).toContain('5 contests, 872 entries, 872 of them new.');
    expect(rowsOf(first.out)).toContainEqual(
      expect.objectContaining({ 'as of': '2010-06-26', 'unions for': 'David Miliband 1' }),
    );
    const before = await printed(['export', '--ledger', path]);
    const second = await hustings(['demo', '--ledger', path]);
    expect(second.err).toContain('872 entries, all of them there already.');
    expect(second.out).toBe(first.out);
    expect(await printed(['export', '--ledger', path])).toBe(before);
  });

  test('what it says to try next works as it is written', async () => {
    const path = file("it's a try.db");
    const { err } = await hustings(['demo', '--ledger', path]);
    const next = err.split('\n').filter((line) => line.startsWith('  hustings '));
    expect(next).toHaveLength(5);
    for (const line of next) {
      const [words = '', quoted] = line.trim().split(" --ledger '");
      expect(quoted).toBe(`${path.replaceAll("'", "'\\''")}'`);
      const args = words.split(' ').slice(1);
      expect((await hustings([...args, '--ledger', path])).status).toBe(0);
    }
  });

  test('goes on where an import of a sample left off', async () => {
    const path = file('some.db');
    await printed(['import', `${SAMPLES}labour-leader-2016.ndjson`, '--ledger', path]);
    const { err } = await hustings(['demo', '--ledger', path]);
    expect(err).toContain('872 entries, 764 of them new.');
  });
});
