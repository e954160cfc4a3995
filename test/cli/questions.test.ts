import { DatabaseSync } from 'node:sqlite';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { showFacts } from '../support/facts.ts';
import { parseCsv } from './csv.ts';
import { hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const at = ['--ledger', ledger.path];
const LEADER = 'labour-leader-2020';
const DEPUTY = 'labour-deputy-2020';

const QUESTIONS: readonly (readonly string[])[] = [
  ['ballots', LEADER],
  ['expectations', LEADER],
  ['undeclared', LEADER, '--as-of', '2020-01-30'],
  ['results', 'labour-leader-2010'],
  ['reconcile', 'labour-leader-2010'],
  ['reconcile'],
  ['stages', LEADER, '--as-of', '2020-01-28'],
];
const COMMANDS = [...new Set(QUESTIONS.map(([name = '']) => name))];

describe.each(QUESTIONS.map((args) => [args.join(' '), args] as const))('%s', (_, args) => {
  test('csv, ndjson and tsv hold the same rows', async () => {
    const csv = parseCsv(await printed([...args, '-f', 'csv', ...at]));
    const [head = [], ...rows] = csv;
    expect(rows.length).toBeGreaterThan(0);
    const lines = (await printed([...args, '-f', 'ndjson', ...at])).trimEnd().split('\n');
    const objects = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(objects.map((each) => Object.keys(each))).toEqual(rows.map(() => head));
    const texts = objects.map((each) => Object.values(each).map((value) => String(value ?? '')));
    expect(rows).toEqual(texts);
    const tsv = await printed([...args, '-f', 'tsv', ...at]);
    const flat = (text: string) => text.replace(/\s+/g, ' ');
    expect(tsv).toBe(csv.map((row) => `${row.map(flat).join('\t')}\n`).join(''));
  });

  test('a pipe gets tsv without colours or borders, and stderr the clocks and the digest', async () => {
    const { status, out, err } = await hustings([...args, ...at]);
    expect(status).toBe(0);
    expect(out).toBe(await printed([...args, '-f', 'tsv', ...at]));
    expect(stripVTControlCharacters(`${out}${err}`)).toBe(`${out}${err}`);
    expect(out).not.toMatch(/[│┌└]/);
    expect(err).toMatch(/^as of \d{4}-\d\d-\d\d, known at entry \d+, recorded \d{4}-.*Z$/m);
    expect(err).toMatch(/^digest of the standings: sha256:[0-9a-f]{64}$/m);
  });

  test.each([80, 120, 200])('a terminal of %i columns gets what fits', async (columns) => {
    const out = await printed([...args, ...at], { columns });
    const lines = stripVTControlCharacters(out).trimEnd().split('\n');
    if (out.startsWith('┌')) {
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    } else {
      // Too narrow for columns: a list, each field under the title of its row.
      expect(columns).toBe(80);
      for (const line of lines) expect(line).toMatch(/^(?:\S.*| {2}[a-z ]+: \S.*)$/);
    }
  });

  test('-f table draws the same table in a pipe, as wide as it needs', async () => {
    const wide = await printed([...args, ...at], { columns: 5000 });
    expect(await printed([...args, '-f', 'table', ...at])).toBe(stripVTControlCharacters(wide));
  });

  test('json is one value, with its clocks, and every entry that it names has its sources', async () => {
    const body = JSON.parse(await printed([...args, '-f', 'json', ...at]));
    for (const each of body.contests ?? [body]) {
      expect(`${each.contest}: ${each.title}`).toMatch(/^labour-\S+: Labour/);
      expect(each.clocks.knownAt.seq).toBeGreaterThan(800);
      expect(each.digest).toMatch(/^sha256:/);
      const { sources, ...rest } = each;
      const ids = JSON.stringify(rest).match(/"(?:[0-9a-f]{8}-[0-9a-f-]{27})"/g) ?? [];
      for (const id of ids) expect(sources[JSON.parse(id)]?.[0]).toMatchObject({ url: /^http/ });
    }
  });
});

describe('help', () => {
  test.each(COMMANDS)('help %s is what its --help says, with an example', async (name) => {
    const help = await printed(['help', name]);
    expect(await printed([name, '--help'])).toBe(help);
    expect(help).toMatch(new RegExp(`^Usage: hustings ${name} `));
    expect(help).toMatch(new RegExp(`Examples?:\n(?:.*\n)*? +hustings ${name}`));
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const flag of ['--as-of', '--reported-by', '--known-at', '--ledger', '--format']) {
      expect(help).toContain(flag);
    }
  });

  test.each(COMMANDS)('the examples of %s work as they are written', async (name) => {
    const help = (await printed(['help', name])).replace(/\\\n\s+/g, '');
    const examples = help.split('\n').filter((line) => line.startsWith(`  hustings ${name}`));
    expect(examples.length).toBeGreaterThan(0);
    for (const line of examples) {
      const ran = await hustings([...line.trim().split(/\s+/).slice(1), ...at]);
      expect([line, ran.status]).toEqual([line, 0]);
    }
  });

  test('the commands are listed in the help', async () => {
    const help = await printed(['help']);
    for (const name of COMMANDS) expect(help).toContain(`\n  ${name} [options]`);
  });
});

describe('colours', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each(COMMANDS)('%s are its own where they are asked for, and nothing else', async (name) => {
    const args = [name, 'labour-leader-2010', '-f', 'table', ...at];
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('FORCE_COLOR', '1');
    const coloured = await hustings(args);
    vi.stubEnv('FORCE_COLOR', undefined);
    vi.stubEnv('NO_COLOR', '1');
    const bare = await hustings(args);
    expect(coloured.out).not.toBe(bare.out);
    expect(stripVTControlCharacters(coloured.out)).toBe(bare.out);
    expect(stripVTControlCharacters(coloured.err)).toBe(bare.err);
    expect(stripVTControlCharacters(`${bare.out}${bare.err}`)).toBe(`${bare.out}${bare.err}`);
  });
});

describe('an empty answer', () => {
  test.each([
    [['ballots', LEADER, '--as-of', '2020-01-01'], /^No ballot.* is told by then\.$/m],
    [['expectations', 'labour-leader-2016'], /^No source tells of an expectation by then\.$/m],
    [['results', DEPUTY], /^No source tells of a result by then\.$/m],
    [
      ['stages', 'labour-leader-2016', '--known-at', '0'],
      /^No source tells of a stage.* by then\.$/m,
    ],
    [['undeclared', LEADER, '--known-at', '0'], /^The contest had no categories .*then\.$/m],
    [['reconcile', 'labour-leader-2016', '--as-of', '2016-06-01'], /^No claims contradict/m],
  ] as const)('of %j says so, in every format', async (args, says) => {
    for (const format of ['table', 'json', 'ndjson', 'csv', 'tsv']) {
      const { status, out, err } = await hustings([...args, '-f', format, ...at]);
      expect(status).toBe(0);
      expect(err).toMatch(says);
      if (format === 'json') expect(JSON.parse(out).contest).toBe(args[1]);
      else if (format === 'ndjson') expect(out).toBe('');
      else if (format !== 'table') expect(out.split('\n')).toHaveLength(2);
    }
  });
});

describe('rows', () => {
  test('of ballots give limits, marked as derived, and the decisions beside', async () => {
    const rows = rowsOf(await printed(['ballots', LEADER, ...at]));
    expect(rows.find((row) => row.ballot === 'momentum-members-2020-leader')).toMatchObject({
      row: 'option',
      choice: 'yes-or-no',
      option: 'yes',
      candidate: 'rebecca-long-bailey',
      share: '70',
      castLeast: '7395',
      votesLeast: '5140',
      votesMost: '5213',
      votesPrinted: 'false',
    });
    const unison = rows.find((row) => row.body === 'unison');
    expect(unison).toMatchObject({
      row: 'decision: nomination',
      candidate: 'keir-starmer',
      decidedBy: 'committee executive',
    });
    expect(unison?.entries?.split(' ')).toHaveLength(2);
  });

  test('of reconcile tell figures and contradictions apart', async () => {
    const rows = rowsOf(await printed(['reconcile', 'labour-leader-2010', ...at]));
    const kinds = Map.groupBy(rows, (row) => row.row);
    expect([...kinds].map(([kind, all]) => [kind, all.length])).toEqual([
      ['figure', 25],
      ['declared', 2],
      ['sum', 1],
      ['roll', 1],
    ]);
    expect(kinds.get('sum')?.[0]).toMatchObject({
      contest: 'labour-leader-2010',
      text: expect.stringContaining('243 and 0 yet to declare'),
      printed: '',
    });
  });

  test('of all contests at once are those of each', async () => {
    const all = rowsOf(await printed(['reconcile', ...at]));
    const contests = [...new Set(all.map((row) => row.contest))];
    const single = await Promise.all(
      contests.map(async (each = '') => rowsOf(await printed(['reconcile', each, ...at]))),
    );
    expect(single.flat()).toEqual(all);
  });
});

describe('on stderr', () => {
  test('reconcile counts the figures, and tells each contradiction in one line', async () => {
    const { err } = await hustings(['reconcile', LEADER, ...at]);
    expect(err).toMatch(/^59 printed figures: 25 agree, 34 have more than are named, 0 fewer\.$/m);
    expect(err.match(/^contradiction \([a-z-]+\): .+$/gm)).toHaveLength(4);
  });

  test('results tell how the winner fared among endorsers', async () => {
    const { err } = await hustings(['results', 'labour-leader-2010', ...at]);
    expect(err).toMatch(/MP: 63, was number 2, behind .* \(81\)/);
    expect(err).toMatch(/CLP: 28, led/);
  });

  test('every answer cites its sources with their addresses and entries', async () => {
    const { err } = await hustings(['expectations', LEADER, ...at]);
    expect(err).toMatch(/^LabourList, 2020-01-14: National Union of Mineworkers backs/m);
    expect(err).toMatch(/^ {2}https:\/\/labourlist\.org\/\S+ \(entries bf3b8036, .*6d566e63/m);
  });
});

describe('a ledger of an older version', () => {
  test('is refused with what to do, and hustings rebuild brings it up to date', async () => {
    const path = ledger.copy('older.db');
    const before = await printed(['ballots', LEADER, '-f', 'ndjson', '--ledger', path]);
    const exported = await printed(['export', '--ledger', path]);
    const db = showFacts(new DatabaseSync(path));
    // Version 1 kept no facet for how an act was decided.
    db.exec('UPDATE fact SET facet = 0 WHERE facet > 0; PRAGMA user_version = 1');
    db.close();
    for (const args of [['ballots', LEADER], ['export'], ['import', '-']]) {
      const { status, out, err } = await hustings([...args, '--ledger', path], {
        stdin: exported,
      });
      expect([status, out]).toEqual([1, '']);
      expect(err).toMatch(
        /^hustings: .*older\.db was written by an older Hustings .*hustings rebuild/,
      );
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    }
    const rebuilt = await hustings(['rebuild', '--ledger', path]);
    expect(rebuilt.status).toBe(0);
    expect(rebuilt.err).toContain('was of version 1, and is of this one now');
    expect(rowsOf(rebuilt.out).map((row) => row.contest)).toContain(LEADER);
    expect(await printed(['ballots', LEADER, '-f', 'ndjson', '--ledger', path])).toBe(before);
    expect(await printed(['export', '--ledger', path])).toBe(exported);
    const again = await hustings(['rebuild', '--ledger', path]);
    expect(again.err).toContain('the columns were what the bytes say');
  });
});
