/** Of each day a list has one copy. */
import { describe, expect, it } from 'vitest';
import type { Snapshots } from '../../../src/interchange/mapping/schema.ts';
import { copyLists } from '../../../src/interchange/snapshots/copy-lists.ts';
import {
  copy,
  emptyLedger,
  entriesOf,
  importCopies,
  listOf,
  mappingFor,
  row,
} from './importing.ts';

const FIRST = copy('2020-01-10', row('ann', 'xi', '2020-01-05'), row('bob', 'yo', '2020-01-06'));
const SECOND = copy('2020-01-20', row('ann', 'xi', '2020-01-05'), row('bob', null));

describe('copies of one day', () => {
  const OTHER = copy(
    '2020-01-10',
    row('ann', 'yo', '2020-01-05'),
    row('carla', 'unknown', null),
    row('donald', null),
  );

  it('that say otherwise are refused in one sentence, and nothing of them is stored', async () => {
    const service = emptyLedger();
    const { problems, refused } = await importCopies(service, [FIRST, OTHER], mappingFor());
    const before = await entriesOf(service);
    expect(refused).toBe(OTHER.rows.length);
    expect(problems).toEqual([
      {
        list: '2020-01-10.csv',
        row: 1,
        kind: 'refused',
        column: '',
        value: '',
        reason:
          'is a copy of 2020-01-10, and one of that day is in already that says otherwise of ann and 2 more',
        suggestion: 'give it the day on which it was taken, or leave it out',
      },
    ]);
    expect(JSON.stringify(before)).not.toMatch(/carla|donald|unknown/);
    const later = await importCopies(service, [OTHER], mappingFor());
    expect(later).toMatchObject({ added: 0, refused: 3, differences: [] });
    expect(await entriesOf(service)).toEqual(before);
  });

  it('that say the same are one, in whatever order their rows stand', async () => {
    const service = emptyLedger();
    await importCopies(service, [FIRST], mappingFor());
    const again = copy(FIRST.day, ...FIRST.rows.toReversed());
    const done = await importCopies(service, [again], mappingFor());
    expect(done).toMatchObject({ added: 0, refused: 0, problems: [], differences: [] });
  });
});

describe('the day of a copy', () => {
  const { snapshots } = mappingFor();
  const day = (name: string, published?: string) =>
    copyLists([listOf(FIRST, name)], mappingFor(), snapshots as Snapshots, published)[0]?.day;

  it('stands in the name of its file, or is said', () => {
    expect(day('2019-06-20_endorse.csv')).toBe('2019-06-20');
    expect(day('endorsements-2019-06-20.csv')).toBe('2019-06-20');
    expect(day('endorse.csv', '2019-06-21')).toBe('2019-06-21');
    expect(day('2019-06-20_endorse.csv', '2019-06-21')).toBe('2019-06-21');
  });

  it('is refused where nobody knows it', () => {
    expect(() => day('endorse.csv')).toThrow(
      'endorse.csv has no day in its name, so nobody knows when the copy was taken; say it with --published YYYY-MM-DD, or name the file so.',
    );
    expect(() => day('2019-13-40.csv')).toThrow('has no day in its name');
    expect(() => day('2019-06-20_2019-06-21.csv')).toThrow(
      'has the days 2019-06-20 and 2019-06-21',
    );
    expect(() => day('a.csv', '21 June 2019')).toThrow('--published must be a day');
    const two = [listOf(FIRST, 'a.csv'), listOf(SECOND, 'b.csv')];
    expect(() => copyLists(two, mappingFor(), snapshots as Snapshots, '2019-06-20')).toThrow(
      '--published is for one file alone.',
    );
  });
});
