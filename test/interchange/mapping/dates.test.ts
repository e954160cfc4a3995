import { describe, expect, test } from 'vitest';
import { DATE_FORMATS, edtfOf, formatsOf } from '../../../src/interchange/mapping/dates.ts';
import { entered, made, said } from './mapping-made.ts';

describe('a date in the format that the mapping says', () => {
  test.each([
    ['DD/MM/YYYY', '03/04/2010', '2010-04-03'],
    ['DD/MM/YYYY', '3/4/2010', '2010-04-03'],
    ['DD/MM/YYYY', '13/4/2010', '2010-04-13'],
    ['MM/DD/YYYY', '3/4/2010', '2010-03-04'],
    ['MM/DD/YYYY', '12/31/2010', '2010-12-31'],
    ['DD.MM.YYYY', '3.4.2010', '2010-04-03'],
    ['DD-MM-YYYY', '03-04-2010', '2010-04-03'],
    ['MM-DD-YYYY', '03-04-2010', '2010-03-04'],
    ['YYYY/MM/DD', '2010/4/3', '2010-04-03'],
    ['YYYYMMDD', '20100403', '2010-04-03'],
    ['D MMMM YYYY', '3 April 2010', '2010-04-03'],
    ['D MMMM YYYY', '3 Apr 2010', '2010-04-03'],
    ['D MMMM YYYY', '3 sept. 2010', '2010-09-03'],
    ['MMMM D, YYYY', 'April 3, 2010', '2010-04-03'],
    ['MMMM D, YYYY', 'Apr. 3 2010', '2010-04-03'],
    ['EDTF', '2010-04-03', '2010-04-03'],
    ['EDTF', '2010-04', '2010-04'],
  ] as const)('%s: %s is %s', (format, text, edtf) => {
    expect(edtfOf(text, format)).toBe(edtf);
    expect(said({ column: 'day', date: format }, { day: ` ${text} ` })).toBe(edtf);
  });

  test.each([
    ['DD/MM/YYYY', '12/31/2010', 'it would be MM/DD/YYYY'],
    ['DD/MM/YYYY', '3.4.2010', 'it would be DD.MM.YYYY'],
    ['DD/MM/YYYY', '3/4/10', 'write it as the mapping says'],
    ['DD/MM/YYYY', '3/4/2010 12:00', 'write it as the mapping says'],
    ['DD/MM/YYYY', '2010-04-03', 'write it as the mapping says'],
    ['DD/MM/YYYY', '40272', 'write it as the mapping says'],
    ['MM/DD/YYYY', '31/12/2010', 'it would be DD/MM/YYYY'],
    ['MM/DD/YYYY', '2/30/2010', 'write it as the mapping says'],
    ['DD.MM.YYYY', '3/4/2010', 'it would be DD/MM/YYYY or MM/DD/YYYY'],
    ['DD-MM-YYYY', '3/4/2010', 'it would be DD/MM/YYYY or MM/DD/YYYY'],
    ['MM-DD-YYYY', '13-04-2010', 'it would be DD-MM-YYYY'],
    ['YYYY/MM/DD', '2010/13/01', 'write it as the mapping says'],
    ['YYYYMMDD', '20100230', 'write it as the mapping says'],
    ['YYYYMMDD', '2010-04-03', 'write it as the mapping says'],
    ['D MMMM YYYY', '3 Ma 2010', 'write it as the mapping says'],
    ['D MMMM YYYY', '31 April 2010', 'write it as the mapping says'],
    ['D MMMM YYYY', '3 avril 2010', 'write it as the mapping says'],
    ['MMMM D, YYYY', '3 April 2010', 'it would be D MMMM YYYY'],
    ['YYYY/MM/DD', '0000/00/00', 'write it as the mapping says'],
  ] as const)('%s: %s is none, and %s', (format, text, suggestion) => {
    expect(said({ column: 'day', date: format }, { day: text })).toEqual([
      `day | ${JSON.stringify(text)} | is no day written as ${format} | ${suggestion}`,
    ]);
  });
});

describe('a date without a format', () => {
  const on = (day: string, more: object = {}) =>
    made(['name', 'day'], [['Ann', day]], {
      entries: [entered({ column: 'name' }, { on: { column: 'day', ...more } })],
    });

  test('is EDTF, or refused in one fault that names the column', () => {
    expect(on('2010-04-03').drafts[0]?.on).toBe('2010-04-03');
    const { drafts, faults } = on('5 May');
    expect(drafts).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^day \| "5 May" \| /);
  });

  test('that is two days is refused, and both readings are named: nothing guesses', () => {
    const { drafts, faults } = on('3/4/2010');
    expect(drafts).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^day \| "3\/4\/2010" \| /);
    expect(faults[0]).toMatch(
      /say "date" in the mapping: "DD\/MM\/YYYY" \(2010-04-03\) or "MM\/DD\/YYYY" \(2010-03-04\)/,
    );
  });

  test('that is one day in one format is refused likewise, with that one', () => {
    expect(on('13/4/2010').faults[0]).toMatch(
      /say "date" in the mapping: "DD\/MM\/YYYY" \(2010-04-13\)$/,
    );
  });

  test('of a spreadsheet that kept a number is refused', () => {
    expect(on('40272').faults).toHaveLength(1);
  });

  test('is no less wrong with EDTF said', () => {
    const { faults } = on('3/4/2010', { date: 'EDTF' });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/DD\/MM\/YYYY.*MM\/DD\/YYYY/);
  });
});

test('every format of a list is another day of a text at most where it is told', () => {
  expect(formatsOf('3/4/2010')).toEqual(['DD/MM/YYYY', 'MM/DD/YYYY']);
  expect(formatsOf('13/4/2010')).toEqual(['DD/MM/YYYY']);
  expect(formatsOf('2010-04-03')).toEqual([]);
  expect(formatsOf('')).toEqual([]);
  expect(DATE_FORMATS[0]).toBe('EDTF');
});
