/** Acts as CSV and as Parquet: what the columns say, and that both say the same. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { ACT_COLUMNS } from '../../src/interchange/export/act-columns.ts';
import { writeActParquet } from '../../src/interchange/export/act-parquet.ts';
import { formatDay } from '../../src/time/day.ts';
import { parseCsv } from './csv.ts';
import { candidate, enrolled, ndjson, nominated, opened, uuid } from './entries.ts';
import { folder, hustings, printed, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();

type Row = Readonly<Record<string, string>>;

const cited = (...urls: string[]) => ({
  sources: urls.map((url) => ({
    url,
    publisher: 'The "Paper"',
    title: '=A, story\n  in two lines',
  })),
});

/** Two acts, of which one is told twice and withdrawn, and one replaces another. */
const STORY: readonly object[] = [
  opened(),
  candidate('ann'),
  candidate('bob'),
  { ...enrolled('tu-1'), data: { ...enrolled('tu-1').data, name: '=cmd|"x"!A1' } },
  enrolled('tu-2'),
  {
    ...nominated('tu-1', 'ann', '2010-06'),
    ...cited('https://a.example/b c', 'https://a.example/d'),
  },
  {
    ...nominated('tu-1', 'ann', '[2010-06-03..2010-06-09]', { act: uuid(6) }),
    ...cited('https://a.example/d'),
  },
  {
    type: 'NominationWithdrawn',
    on: '2010-06-20',
    data: { act: uuid(6) },
    ...cited('https://a.example/e'),
  },
  nominated('tu-2', 'bob', '2010-06-04', { decidedBy: 'executive' }),
  nominated('tu-2', 'ann', '2010-06-08', { replaces: uuid(9), decidedBy: 'conference' }),
];

async function story(name: string): Promise<string> {
  const path = file(`${name}.db`);
  await printed(['import', '-', '--ledger', path], { stdin: ndjson(STORY) });
  return path;
}

/** CSV as rows by the names of its columns. */
function rowsOf(text: string): Row[] {
  const [head = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

const acts = async (path: string, ...more: string[]) =>
  rowsOf(await printed(['export', '-f', 'csv', '--ledger', path, ...more]));

describe('export -f csv', () => {
  test('has one row an act, with its bounds, its end and all that is cited for it', async () => {
    const path = await story('csv');
    const [first, second, third, ...others] = await acts(path);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      contest: 'leader',
      title: 'Leader, 2010',
      act: uuid(6),
      kind: 'nomination',
      endorser: 'tu-1',
      endorserName: '=cmd|"x"!A1',
      category: 'TU',
      candidate: 'ann',
      candidateName: 'ANN',
      decidedBy: '',
      begin: '[2010-06-03..2010-06-09]',
      beginEarliest: '2010-06-03',
      beginLatest: '2010-06-09',
      end: '2010-06-20',
      endEarliest: '2010-06-20',
      endLatest: '2010-06-20',
      ended: 'withdrawn',
      disputed: 'false',
      conflict: 'false',
      claims: '2',
      claimIds: `${uuid(6)} ${uuid(7)}`,
      endIds: uuid(8),
      sources: 'https://a.example/b%20c https://a.example/d https://a.example/e',
      publisher: 'The "Paper"',
      sourceTitle: '=A, story\n  in two lines',
      published: '',
      reportedFrom: '',
      knownFrom: '5',
      reportedBy: '',
      knownAt: '9',
    });
    expect(second).toMatchObject({ candidate: 'bob', ended: 'replaced', end: '2010-06-08' });
    expect(second).toMatchObject({ decidedBy: 'executive', reportedFrom: '2010-05-01' });
    expect(third).toMatchObject({ candidate: 'ann', ended: '', end: '', endLatest: '' });
  });

  test('says which acts are disputed, and which cannot all be true', async () => {
    const path = file('conflict.db');
    const dispute = { type: 'EntryDisputed', data: { entry: uuid(7), why: 'It denies it.' } };
    const entries = [
      ...[opened(), candidate('ann'), candidate('bob'), enrolled('tu-1'), enrolled('tu-2')],
      nominated('tu-1', 'ann', '2010-06-01'),
      nominated('tu-2', 'ann', '2010-06-01'),
      nominated('tu-1', 'bob', '2010-06-02'),
      dispute,
    ];
    await printed(['import', '-', '--ledger', path], { stdin: ndjson(entries) });
    const rows = await acts(path);
    expect(rows.map((row) => [row.endorser, row.disputed, row.conflict])).toEqual([
      ['tu-1', 'false', 'true'],
      ['tu-2', 'true', 'false'],
      ['tu-1', 'false', 'true'],
    ]);
  });

  test('goes by the two clocks, and says them in every row and on stderr', async () => {
    const path = await story('clocks');
    const early = await acts(path, '--known-at', '6');
    expect(early).toHaveLength(1);
    expect(early[0]).toMatchObject({ ended: '', knownAt: '6' });
    const args = ['export', '-f', 'csv', '--reported-by', '2010-05-01', '--ledger', path];
    const { out, err } = await hustings(args);
    expect(rowsOf(out).map((row) => [row.endorser, row.reportedBy])).toEqual([
      ['tu-2', '2010-05-01'],
      ['tu-2', '2010-05-01'],
    ]);
    expect(err).toMatch(/^reported by 2010-05-01, known at entry 9, recorded \S+Z\n2 acts\n$/);
  });

  test('of the samples has every act that the contests hold, those of one with --contest', async () => {
    const all = await acts(ledger.path);
    const contests = new Set(all.map((row) => row.contest));
    expect([all.length, contests.size]).toEqual([337, 5]);
    for (const contest of contests) {
      const own = await acts(ledger.path, '--contest', contest ?? '');
      expect(own).toEqual(all.filter((row) => row.contest === contest));
    }
  });

  test('with --sheet has a byte order mark, and nothing that a spreadsheet would run', async () => {
    const path = await story('sheet');
    const args = ['export', '-f', 'csv', '--ledger', path];
    const sheet = await printed([...args, '--sheet']);
    expect(sheet.startsWith('\uFEFFcontest,')).toBe(true);
    expect(sheet.indexOf('\uFEFF', 1)).toBe(-1);
    const values = rowsOf(sheet.slice(1)).flatMap((row) => Object.values(row));
    expect(values).toContain('\'=cmd|"x"!A1');
    expect(values.filter((value) => /^[=+\-@\t\r]/.test(value))).toEqual([]);
    expect((await printed(args)).startsWith('contest,')).toBe(true);
  });
});

test('docs/exporting.md tells of every column', () => {
  const docs = readFileSync(new URL('../../docs/exporting.md', import.meta.url), 'utf8');
  expect(ACT_COLUMNS.filter(({ name }) => !docs.includes(`\`${name}\``))).toEqual([]);
});

describe('export -f parquet', () => {
  const written = async (path: string, name: string) => {
    const to = file(name);
    await printed(['export', '-f', 'parquet', '--out', to, '--ledger', path]);
    const { buffer, byteOffset, byteLength } = readFileSync(to);
    return buffer.slice(byteOffset, byteOffset + byteLength);
  };

  /** A value as the CSV has it. */
  const shown = (value: unknown): string => {
    if (value instanceof Date) return formatDay(value.getTime() / 86_400_000);
    return value === null || value === undefined ? '' : String(value);
  };

  test('holds the rows of the CSV, with dates, numbers and truth values', async () => {
    for (const [name, path] of [
      ['story', await story('parquet')],
      ['samples', ledger.path],
    ] as const) {
      const bytes = await written(path, `${name}.parquet`);
      const rows = await parquetReadObjects({ file: bytes });
      const csv = parse(await printed(['export', '-f', 'csv', '--ledger', path]), {
        columns: true,
      });
      const flat = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, shown(value)])),
      );
      expect(flat).toEqual(csv);
      expect(typeof rows[0]?.disputed).toBe('boolean');
      expect(typeof rows[0]?.claims).toBe('number');
      expect(rows[0]?.beginEarliest).toBeInstanceOf(Date);
    }
  });

  test('names its types, and is whole where there is no act', async () => {
    const path = file('no-act.db');
    await printed(['import', '-', '--ledger', path], { stdin: ndjson([opened()]) });
    const bytes = await written(path, 'no-act.parquet');
    const { schema, num_rows } = parquetMetadata(bytes);
    expect([Number(num_rows), schema.length - 1]).toEqual([0, ACT_COLUMNS.length]);
    const types = schema.map(
      ({ name, converted_type, type }) => `${name} ${converted_type ?? type}`,
    );
    expect(types).toContain('beginLatest DATE');
    expect(types).toContain('conflict BOOLEAN');
    expect(types).toContain('knownAt INT32');
    expect(types).toContain('endorserName UTF8');
  });

  test('is written a row group at a time, and holds no more', async () => {
    const path = await story('groups');
    const [first = {}] = await acts(path);
    const value = ({ name, type }: (typeof ACT_COLUMNS)[number]) =>
      type === 'text' ? String(first[name]) : type === 'flag' ? true : 14_000;
    const row = Object.fromEntries(ACT_COLUMNS.map((column) => [column.name, value(column)]));
    let [made, held] = [0, 0];
    async function* batches() {
      for (; made < 25_000; made += 500) yield Array.from({ length: 500 }, () => row as never);
    }
    const pieces: Uint8Array[] = [];
    await writeActParquet(batches(), async (bytes) => {
      held = Math.max(held, made - pieces.length * 10_000);
      pieces.push(bytes);
    });
    expect(held).toBeLessThanOrEqual(10_000);
    const { buffer, byteLength } = Uint8Array.from(Buffer.concat(pieces));
    const { row_groups } = parquetMetadata(buffer.slice(0, byteLength));
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([10_000, 10_000, 5000]);
  });
});
