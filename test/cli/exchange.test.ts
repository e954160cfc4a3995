import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONTEST, enrolled, ndjson, nominated, SMALL, uuid } from './entries.ts';
import { folder, hustings, printed, rowsOf, SAMPLES, sampleLedger } from './harness.ts';

const ledger = sampleLedger();
const { file } = folder();

function written(name: string, text: string): string {
  writeFileSync(file(name), text);
  return file(name);
}

const exported = (path: string, ...more: string[]) =>
  printed(['export', '--ledger', path, ...more]);
const imported = (what: string, path: string, ...more: string[]) =>
  hustings(['import', what, '--ledger', path, ...more]);

interface Exported {
  readonly leaf: {
    readonly contest: string | null;
    readonly id: string;
    readonly recordedBy: string;
  };
  readonly salt: string;
  readonly payload: object;
}
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Exported);

async function digestsOf(path: string): Promise<Record<string, string>[]> {
  return rowsOf(await printed(['rebuild', '--ledger', path]));
}

describe('what is exported', () => {
  test('is every entry in order: its leaf, salt and payload', async () => {
    const { out, err } = await hustings(['export', '--ledger', ledger.path]);
    const lines = linesOf(out);
    expect(err).toBe('872 entries\n');
    expect(lines).toHaveLength(872);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['leaf', 'salt', 'payload']);
      expect(Object.keys(line.leaf).sort()).toEqual([
        'contest',
        'id',
        'payloadHash',
        'recordedAt',
        'recordedBy',
        'type',
        'version',
      ]);
      expect(Buffer.from(line.salt, 'base64')).toHaveLength(16);
    }
    expect(new Set(lines.map((line) => line.salt)).size).toBe(872);
  });

  test('of one contest is its entries alone', async () => {
    const lines = linesOf(await exported(ledger.path, '--contest', 'labour-leader-2016'));
    expect(lines).toHaveLength(108);
    expect(new Set(lines.map(({ leaf }) => leaf.contest))).toEqual(new Set(['labour-leader-2016']));
  });

  test('gives a new ledger the same leaves, salts, payloads and digests', async () => {
    const text = await exported(ledger.path);
    const path = file('copy.db');
    const done = await imported(written('all.ndjson', text), path, '--by', 'somebody else');
    expect(done.err).toMatch(/^872 entries for .*: 872 new, 0 already there\.\n$/);
    expect(await exported(path)).toBe(text);
    const plain = (rows: Record<string, string>[]) =>
      rows.map(({ contest, digest }) => [contest, digest]);
    expect(plain(await digestsOf(path))).toEqual(plain(await digestsOf(ledger.copy('same.db'))));
  });

  test('imported again, once or twice, adds nothing', async () => {
    const path = ledger.copy('again.db');
    const text = await exported(path);
    const all = written('again.ndjson', text);
    for (const _ of [1, 2]) {
      const { status, err } = await imported(all, path);
      expect(status).toBe(0);
      expect(err).toContain('0 new, 872 already there.');
    }
    expect(await exported(path)).toBe(text);
  });

  test('keeps who recorded an entry and when, whoever imports it', async () => {
    const path = file('kept.db');
    await imported(written('kept.ndjson', await exported(ledger.path)), path, '--by', 'Ada');
    expect(new Set(linesOf(await exported(path)).map(({ leaf }) => leaf.recordedBy))).toEqual(
      new Set(['samples']),
    );
  });
});

describe('what is imported', () => {
  test('may come in any of the samples, and twice adds nothing', async () => {
    const path = file('sample.db');
    const sample = `${SAMPLES}labour-leader-2010.ndjson`;
    expect((await imported(sample, path)).err).toContain('184 new, 0 already there.');
    expect((await imported(sample, path)).err).toContain('0 new, 184 already there.');
  });

  test('may come from standard input', async () => {
    const args = ['import', '-', '--ledger', file('stdin.db')];
    const { status, err } = await hustings(args, { stdin: ndjson(SMALL), typed: true });
    expect(status).toBe(0);
    expect(err).toContain('Type entries as JSON, one a line, then Ctrl+D');
    expect(err).toContain('6 entries for leader: 6 new, 0 already there.');
    const bad = await hustings(args, { stdin: '{' });
    expect(bad.err).toMatch(/^hustings: standard input:1: is cut off/);
  });

  test.each([
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['blank lines', (text: string) => `\n \n${text.replaceAll('\n', '\n\n')}\r\n`],
    ['no line end after the last line', (text: string) => text.trimEnd()],
  ])('may have %s', async (name, change) => {
    const path = file(`${name}.db`);
    const { status, err } = await imported(written(`${name}.ndjson`, change(ndjson(SMALL))), path);
    expect([status, err]).toEqual([0, '6 entries for leader: 6 new, 0 already there.\n']);
    expect(await printed(['show', uuid(1), '--ledger', path])).toContain('Leader, 2010');
  });

  test('--dry-run says what would be done, and does none of it', async () => {
    const path = file('dry.db');
    const small = written('dry.ndjson', ndjson(SMALL));
    const { status, err } = await imported(small, path, '--dry-run');
    expect([status, err]).toEqual([
      0,
      '6 entries for leader: they would be accepted; nothing was stored.\n',
    ]);
    expect((await hustings(['contests', '--ledger', path])).status).toBe(1);
    await imported(small, path);
    const before = await exported(path);
    expect((await imported(small, path, '--dry-run')).status).toBe(0);
    expect(await exported(path)).toBe(before);
  });

  test('is warned of line by line, and refused with --strict', async () => {
    const late = [...SMALL, nominated('tu-2', 'bob', '2999-01-01')];
    const path = file('late.db');
    const small = written('late.ndjson', ndjson(late));
    const strict = await imported(small, path, '--strict');
    expect(strict.status).toBe(1);
    expect(strict.err).toMatch(/late\.ndjson:7: .*\(strict; nothing was stored\)/);
    const { status, err } = await imported(small, path);
    expect(status).toBe(0);
    expect(err).toMatch(/late\.ndjson:7: warning: .*\(future-date\)/);
  });

  test('of many warnings shows twenty', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `mp-${index}`);
    const entries = [
      ...SMALL,
      ...names.flatMap((name) => [enrolled(name, 'MP'), nominated(name, 'ann', '2999-01-01')]),
    ];
    const { err } = await imported(written('many.ndjson', ndjson(entries)), file('many.db'));
    expect(err.match(/warning:/g)).toHaveLength(20);
    expect(err).toContain('… and 10 more warnings');
  });
});

describe('merges of endorsers', () => {
  const merge = {
    type: 'EndorserMerged',
    data: { endorser: 'tu-2', into: 'tu-1', why: 'one union' },
  };
  const late = { id: uuid(90), ...nominated('tu-2', 'bob', '2010-06-05') };
  const ENTRIES = `${ndjson(SMALL)}${JSON.stringify({ id: uuid(80), contest: null, ...merge })}\n`;
  /** Only with the merge is tu-2 the one that has nominated ann. */
  const AFTER = `${JSON.stringify({ contest: CONTEST, ...late })}\n`;

  test('go through export and import with what hangs on them, into a new ledger and an old one', async () => {
    const path = file('merged.db');
    expect((await imported(written('merged.ndjson', ENTRIES + AFTER), path)).status).toBe(0);
    const text = await exported(path);
    const copy = file('merged-copy.db');
    const all = written('merged-all.ndjson', text);
    expect((await imported(all, copy)).status).toBe(0);
    expect(await exported(copy)).toBe(text);
    const samples = ledger.copy('with-merges.db');
    expect((await imported(all, samples)).err).toContain('8 new, 0 already there.');
    expect((await imported(all, samples)).err).toContain('0 new, 8 already there.');
  });

  test('are taken with --strict by a ledger that holds what was once warned of', async () => {
    const path = file('warned.db');
    const late = [...SMALL, nominated('tu-2', 'bob', '2999-01-01')];
    await imported(written('warned.ndjson', ndjson(late)), path);
    const { status, err } = await imported(written('merge.ndjson', ENTRIES), path, '--strict');
    expect([status, err]).toEqual([
      0,
      '7 entries for leader, the register: 1 new, 6 already there.\n',
    ]);
  });

  test('that are refused leave nothing of their file behind', async () => {
    const stranger = { ...merge, data: { ...merge.data, endorser: 'nobody' } };
    const line = JSON.stringify({ id: uuid(81), contest: null, ...stranger });
    const text = written('stranger.ndjson', `${ndjson(SMALL)}${line}\n`);
    const path = ledger.copy('stranger.db');
    const before = await exported(path);
    const { status, err } = await imported(text, path);
    expect(status).toBe(1);
    expect(err).toMatch(/^hustings: .*stranger\.ndjson:7: .*nobody.*nothing was stored\)\n$/);
    expect(await exported(path)).toBe(before);
  });
});
