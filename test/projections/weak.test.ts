import { describe, expect, it } from 'vitest';
import { askWeak } from '../../src/ledger/queries/weak.ts';
import {
  as,
  type Bench,
  CONTEST,
  corrected,
  endNomination,
  FRAME,
  id,
  nominated,
  type Sent,
  source,
  struck,
  told,
} from '../support/given.ts';
import { logged } from '../support/logged.ts';

const HASH = ['a', 'b', 'c'].map((digit) => digit.repeat(64));

const from = (url: string, more: object = {}) => source('2010-05-30', { url, ...more });
const cited = (sources: readonly object[], sent: Sent): Sent => ({ ...sent, sources });
const act = (more: object = {}) => nominated('m1', 'ann', '2010-05-20', { ...more });
const [ONE, OTHER] = ['https://one.example/a', 'https://other.example/b'] as const;

/** An entry of the frame, by its name, without its id. */
function frameEntry(name: string): Sent {
  const found = FRAME.find((each) => each.id === id(name));
  if (found === undefined) throw new Error(`the frame has no ${name}`);
  const { id: _, ...rest } = found;
  return rest;
}

/** The rows of one list, as `entry text`, by the names of the entries. */
async function list(weakness: string, entries: readonly Sent[], clocks: object = {}) {
  const bench = await told(...entries);
  const answer = await askWeak(logged(bench), CONTEST, { asOf: '2010-12-31', ...clocks });
  const names = ['a', 'b', 'c', 'w'];
  const rows = answer.rows.filter((each) => each.weakness === weakness);
  expect(answer.counts[weakness as keyof typeof answer.counts]).toBe(rows.length);
  const mine = rows.filter((each) => names.some((name) => id(name) === each.entry));
  return mine.map(({ entry, text }) => `${names.find((name) => id(name) === entry)} ${text}`);
}

describe('single sources', () => {
  const only = 'nobody but The Paper says so';

  it('are claims that one address tells and no other claim of the act', async () => {
    expect(await list('single-source', [as('a', cited([from(ONE)], act()))])).toEqual([
      `a ${only}`,
    ]);
    const two = as('a', cited([from(ONE), from(OTHER)], act()));
    expect(await list('single-source', [two])).toEqual([]);
  });

  it('a second claim of the act by another paper makes two; by the same page it does not', async () => {
    const first = as('a', cited([from(ONE)], act()));
    const again = (url: string) => as('b', cited([from(url)], act({ act: id('a') })));
    expect(await list('single-source', [first, again(OTHER)])).toEqual([]);
    expect(await list('single-source', [first, again(ONE)])).toEqual([`a ${only}`, `b ${only}`]);
  });

  it('an end is told apart from its act, and corrected sources count', async () => {
    const entries = [
      as('a', cited([from(ONE)], act())),
      as('w', cited([from(OTHER)], endNomination('a', '2010-06-01'))),
    ];
    expect(await list('single-source', entries)).toEqual([`a ${only}`, `w ${only}`]);
    const amended = corrected('a', { sources: [from(ONE), from(OTHER)] });
    expect(await list('single-source', [...entries, amended])).toEqual([`w ${only}`]);
  });
});

describe('dates', () => {
  it('that are ranges, or have a basis, are inferred', async () => {
    const basis = { dateBasis: 'the day before the article' };
    const entries = [
      as('a', nominated('m1', 'ann', '2010-05')),
      as('b', cited([from(ONE, basis)], nominated('m2', 'ann', '2010-05-20'))),
      as('c', nominated('m3', 'ann', '2010-05-20')),
    ];
    expect(await list('inferred-date', entries)).toEqual([
      'a one of 31 days',
      'b the day before the article',
    ]);
    const exact = corrected('a', { on: '2010-05-03' });
    expect(await list('inferred-date', [...entries, exact])).toEqual([
      'b the day before the article',
    ]);
  });

  it('of publication after the recording are wrong', async () => {
    const late = as('a', cited([source('2026-01-02')], act()));
    expect(await list('published-after-recorded', [late])).toEqual([
      'a published 2026-01-02, recorded 2026-01-01',
    ]);
    const month = as('a', cited([source('2026-01')], act()));
    expect(await list('published-after-recorded', [month])).toEqual([]);
  });

  it('of publication that are missing are told, and from when the claim is visible', async () => {
    const entries = [
      as('a', cited([source()], act())),
      as(
        'b',
        cited(
          [source(undefined, { retrieved: '2011-01-01' })],
          nominated('m2', 'ann', '2010-05-20'),
        ),
      ),
    ];
    expect(await list('undated-source', entries)).toEqual([
      'a no day of publication, so it is visible at no reportedBy',
      'b no day of publication, so it counts from 2011-01-01 on',
    ]);
  });
});

describe('hashes', () => {
  const two = (one: object, other: object) => [
    as('a', cited([from(ONE, one)], act())),
    as('b', cited([from(ONE, other)], nominated('m2', 'ann', '2010-05-20'))),
  ];

  it('of one address that differ, with and without the same words', async () => {
    const said = { quote: 'We back Ann.' };
    const entries = two({ sha256: HASH[0], ...said }, { sha256: HASH[1], ...said });
    expect(await list('other-hash', entries)).toHaveLength(2);
    expect(await list('same-words-other-hash', entries)).toHaveLength(2);
    const words = two({ sha256: HASH[0], ...said }, { sha256: HASH[1], quote: 'Others do.' });
    expect(await list('other-hash', words)).toHaveLength(2);
    expect(await list('same-words-other-hash', words)).toEqual([]);
  });

  it('that are the same, or not given, are no weakness', async () => {
    expect(await list('other-hash', two({ sha256: HASH[0] }, { sha256: HASH[0] }))).toEqual([]);
    expect(await list('other-hash', two({ sha256: HASH[0] }, {}))).toEqual([]);
  });

  it('are compared among all contests that are asked for', async () => {
    const bench: Bench = await told(...two({ sha256: HASH[0] }, { sha256: HASH[0] }));
    const second = cited([from(ONE, { sha256: HASH[2] })], nominated('m1', 'ann', '2010-05-20'));
    const frame = ['opened', 'ann', 'm1'].map((name) => as(`${name} 2`, frameEntry(name)));
    await bench.accept([...frame, second], { contest: 'other-2011' });
    const all = await askWeak(logged(bench), undefined, { asOf: '2010-12-31' });
    expect(all.counts['other-hash']).toBe(3);
    expect(Object.keys(all.digests)).toEqual([CONTEST, 'other-2011']);
    const one = await askWeak(logged(bench), CONTEST, { asOf: '2010-12-31' });
    expect(one.counts['other-hash']).toBe(0);
  });
});

describe('claims', () => {
  it('that contradict one another are listed beside one another', async () => {
    const entries = [
      as('a', nominated('m1', 'ann', '2010-05-10')),
      as('b', nominated('m1', 'ann', '2010-05-20', { act: id('a') })),
    ];
    const rows = await list('contradicts', entries);
    expect(rows.map((row) => row.slice(0, 9))).toEqual(['a dates: ', 'b dates: ']);
    expect(await list('contradicts', [...entries, struck('b')])).toEqual([]);
  });

  it('that do not count, or come after asOf or knownAt, or are not published, are not listed', async () => {
    const entries = [as('a', cited([from(ONE)], act()))];
    expect(await list('single-source', [...entries, struck('a')])).toEqual([]);
    expect(await list('single-source', entries, { asOf: '2010-05-19' })).toEqual([]);
    expect(await list('single-source', entries, { reportedBy: '2010-05-29' })).toEqual([]);
    expect(await list('single-source', entries, { knownAt: '13' })).toEqual([]);
    expect(await list('single-source', entries, { knownAt: '14' })).toHaveLength(1);
  });

  it('without a source there are none', async () => {
    expect(await list('unsourced', [as('a', act())])).toEqual([]);
  });
});
