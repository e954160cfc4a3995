import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONTEST, candidate, enrolled, ndjson, nominated, opened, SMALL, uuid } from './entries.ts';
import { folder, hustings, printed, rowsOf, sampleLedger } from './harness.ts';

const { file } = folder();
const samples = sampleLedger();

const UNION = 'grand-union';
const line = (number: number, entry: object, contest: string | null = CONTEST) =>
  `${JSON.stringify({ contest, id: uuid(number), ...entry })}\n`;
const record = (type: string, data: object) => ({ type, data: { why: 'Because.', ...data } });

/** The small contest, and a union of which nothing shall be left but what the law leaves. */
const STORY = [
  ndjson(SMALL),
  line(10, enrolled(UNION)),
  line(11, nominated(UNION, 'ann', '2010-06-02')),
  line(12, nominated(UNION, 'ann', '[..2010-06-03]', { act: uuid(11) })),
  line(13, record('EntryCorrected', { entry: uuid(11), on: '2010-06-03' })),
  line(14, { ...nominated(UNION, 'bob', '2010-06-10', { replaces: uuid(11) }) }),
  line(15, record('EntryStruck', { entry: uuid(13) })),
].join('');
const ACT = [11, 13, 14, 15].map(uuid);

let made = 0;
async function story(): Promise<string> {
  made += 1;
  const path = file(`story-${made}.db`);
  await printed(['import', '-', '--ledger', path], { stdin: STORY });
  return path;
}

const erasing = (path: string, target: string, ...more: string[]) =>
  hustings(['erase', target, '--basis', 'Art. 17 GDPR', ...more, '--ledger', path]);
const exported = (path: string) => printed(['export', '--ledger', path]);
const importing = (path: string, text: string, ...more: string[]) =>
  hustings(['import', '-', '--ledger', path, ...more], { stdin: text });
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as Record<string, Record<string, unknown>>);
const leavesIn = (text: string) => linesOf(text).map(({ leaf }) => leaf);
const standing = (path: string) =>
  printed(['standings', CONTEST, '--as-of', '2010-06-05', '-f', 'json', '--ledger', path]);
const digestOf = async (path: string) => JSON.parse(await standing(path)).digest as string;

describe('erase', () => {
  test('without --yes lists what it would erase, and erases nothing', async () => {
    const path = await story();
    const before = await exported(path);
    const { status, out, err } = await erasing(path, uuid(11));
    expect([status, err]).toEqual([0, 'Nothing is erased yet; with --yes these 4 would be:\n']);
    expect(rowsOf(out).map(({ id }) => id)).toEqual(ACT);
    expect(rowsOf(out).map(({ type }) => type)).toEqual([
      'NominationMade',
      'EntryCorrected',
      'NominationMade',
      'EntryStruck',
    ]);
    expect(await exported(path)).toBe(before);
  });

  test('with --yes leaves of them the leaf, and says by which entry', async () => {
    const path = await story();
    const before = linesOf(await exported(path));
    const { status, out, err } = await erasing(path, uuid(11), '--yes', '--by', 'The clerk');
    expect([status, rowsOf(out).map(({ id }) => id)]).toEqual([0, ACT]);
    const after = linesOf(await exported(path));
    const kept = before.map((each) =>
      ACT.includes(`${each.leaf?.id}`) ? { leaf: each.leaf } : each,
    );
    expect(after.slice(0, -1)).toEqual(kept);
    const last = after.at(-1);
    expect(last?.leaf).toMatchObject({ type: 'PayloadErased', recordedBy: 'The clerk' });
    expect(last?.payload).toMatchObject({ data: { entry: uuid(11), legalBasis: 'Art. 17 GDPR' } });
    expect(err).toBe(`Erased, by entry ${last?.leaf?.id}. Every later export is without it.\n`);
    const state = JSON.parse(await standing(path));
    expect(state.erased).toBe(4);
    // The other paper's telling stays.
    expect(state.candidates[0].cells.TU).toMatchObject({ certain: 2 });
  });

  test.each([
    ['json', (out: string) => JSON.parse(out)],
    [
      'ndjson',
      (out: string) =>
        out
          .trimEnd()
          .split('\n')
          .map((each) => JSON.parse(each)),
    ],
    ['csv', (out: string) => out.trimEnd().split('\n')],
    ['table', (out: string) => out.trimEnd().split('\n')],
  ])('prints %s', async (format, read) => {
    const path = await story();
    const { status, out } = await erasing(path, uuid(11), '-f', format);
    expect(status).toBe(0);
    for (const each of ACT) expect(JSON.stringify(read(out))).toContain(each.slice(0, 8));
    if (format === 'json') {
      expect(read(out)).toEqual({ basis: 'Art. 17 GDPR', erased: false, entries: ACT });
    }
  });

  test('takes how an id begins, and again says that it is done', async () => {
    const path = samples.copy('short.db');
    const [, nomination] = leavesIn(await exported(path)).filter(
      (leaf) => leaf?.type === 'NominationMade',
    );
    const short = `${nomination?.id}`.slice(0, 13);
    expect((await erasing(path, short, '--yes')).status).toBe(0);
    const before = await exported(path);
    const again = await erasing(path, short, '--yes');
    expect(again.status).toBe(0);
    expect(again.err).toMatch(/^It is erased already[.;] .*\n$/);
    expect(await exported(path)).toBe(before);
  });
});

describe('what was erased', () => {
  test('stays away though an older export is imported', async () => {
    const path = await story();
    const before = await exported(path);
    await erasing(path, uuid(11), '--yes');
    const after = await exported(path);
    const { status, err } = await importing(path, before);
    expect([status, err]).toEqual([0, expect.stringContaining('0 new, 12 already there.')]);
    expect(await exported(path)).toBe(after);
  });

  test('is refused as a draft of the same id, with a word on why', async () => {
    const path = await story();
    await erasing(path, uuid(11), '--yes');
    const after = await exported(path);
    const { status, err } = await importing(path, STORY);
    expect(status).toBe(1);
    expect(err).toMatch(
      /was erased by law, and is not taken again\. \(erased; nothing was stored\)/,
    );
    expect(await exported(path)).toBe(after);
  });

  test.each([
    ['an act', [11]],
    ['a retelling', [12]],
    ['an enrolment whose acts stay', [10]],
    ['a candidate whose acts stay', [2]],
    ['several, one after the other', [12, 11, 10, 2]],
  ])('goes through export and import: %s', async (_, targets) => {
    const path = await story();
    for (const each of targets) expect((await erasing(path, uuid(each), '--yes')).status).toBe(0);
    const text = await exported(path);
    const dry = await importing(file(`copy-${made}.db`), text, '--dry-run');
    expect([dry.status, dry.err]).toEqual([0, expect.stringContaining('would be accepted')]);
    const copy = file(`copy-${made}.db`);
    const { status, err } = await importing(copy, text);
    expect([status, err]).toEqual([0, expect.stringMatching(/: \d+ new, 0 already there\.\n$/)]);
    expect(await exported(copy)).toBe(text);
    expect(await digestOf(copy)).toBe(await digestOf(path));
    const rows = rowsOf(await printed(['rebuild', '--ledger', copy]));
    expect(rows.map(({ before }) => before)).toEqual(['same']);
    expect((await importing(copy, text)).err).toContain(': 0 new,');
  });

  test('goes from a ledger that still has it, by the later export', async () => {
    const path = await story();
    const copy = file('later-copy.db');
    await importing(copy, await exported(path));
    await erasing(path, uuid(11), '--yes');
    const text = await exported(path);
    const dry = await importing(copy, text, '--dry-run');
    expect(dry.status).toBe(0);
    expect(await exported(copy)).not.toBe(text);
    const { status, err } = await importing(copy, text);
    expect([status, err]).toEqual([0, expect.stringContaining('1 new, 12 already there.')]);
    expect(await exported(copy)).toBe(text);
    expect(readFileSync(copy).includes('"2010-06-02"')).toBe(false);
    expect(await digestOf(copy)).toBe(await digestOf(path));
  });

  test('in two ledgers by two erasures leaves both on record', async () => {
    const path = await story();
    const copy = file('both-copy.db');
    await importing(copy, await exported(path));
    for (const each of [path, copy]) await erasing(each, uuid(11), '--yes');
    const { status, err } = await importing(copy, await exported(path));
    expect([status, err]).toEqual([0, expect.stringContaining('1 new, 12 already there.')]);
    expect((await exported(copy)).match(/"PayloadErased"/g)).toHaveLength(2);
  });

  test('leaves a ledger that takes merges with other lines', async () => {
    const path = await story();
    await erasing(path, uuid(11), '--yes');
    const data = { endorser: 'tu-2', into: 'tu-1', why: 'One union.' };
    const merge = line(80, { type: 'EndorserMerged', data }, null);
    const woven = `${line(81, enrolled('tu-3'))}${merge}`;
    const { status, err } = await importing(path, woven);
    expect([status, err]).toEqual([0, expect.stringContaining('2 new, 0 already there.')]);
  });

  test('may be an entry of the register', async () => {
    const path = await story();
    const data = { endorser: UNION, into: 'tu-1', why: 'One union.' };
    await importing(path, line(80, { type: 'EndorserMerged', data }, null));
    const merged = await digestOf(path);
    expect((await erasing(path, uuid(80), '--yes')).status).toBe(0);
    expect(await digestOf(path)).not.toBe(merged);
    const text = await exported(path);
    writeFileSync(file('register.ndjson'), text);
    const copy = file('register-copy.db');
    expect((await hustings(['import', file('register.ndjson'), '--ledger', copy])).status).toBe(0);
    expect(await exported(copy)).toBe(text);
  });

  test('excuses no line beside it from what an erasure cannot have taken away', async () => {
    const other = file('other-categories.db');
    const categories = [{ category: 'ZZ', name: 'Zeds' }];
    const tally = {
      ...nominated('', '', '2010-06-04'),
      type: 'TallyReported',
      data: { of: 'acts', cells: [{ candidate: 'ann', category: 'ZZ', value: 1 }] },
    };
    const apart = [opened({ categories }), candidate('ann'), enrolled('tu-9', 'ZZ')];
    await importing(other, `${ndjson(apart)}${line(20, tally)}`);
    await erasing(other, uuid(3), '--yes');
    const [gone, told] = (await exported(other)).split('\n').slice(2);
    const leaf = `${gone}`.replace(uuid(3), uuid(30));
    const path = await story();
    const { status, err } = await importing(path, `${leaf}\n${told}\n`);
    expect([status, err]).toEqual([1, expect.stringContaining('unknown-category')]);
    expect(JSON.parse(await standing(path)).candidates).toHaveLength(2);
  });
});
