import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edtfBounds, parseEdtf } from '../../src/time/edtf.ts';
import { SEED, writtens } from './profile.ts';

const MARK = 'one mark (~ ? %)';
const AFTER_YEAR = `"-" and a month, ${MARK}, "/" and a second date or the end was expected, as in 2010-07-14`;
const AFTER_DATE = `${MARK}, "/" and a second date or the end was expected, as in 2010-07-14`;
const START = '"[", ".." or a year of four characters was expected, as in 2010, 201X or 20XX';
const YEAR = 'a year of four characters was expected, as in 2010, 201X or 20XX';
const MONTH = 'a two-digit month 01-12 or XX was expected, as in 2010-07';
const SECOND = 'a date (no range is open at its end) was expected, as in 2010-06/2010-07';
const DOTS = `${MARK} or ".." and a second date was expected, as in [2010-06..2010-07]`;
const CLOSE = `${MARK} or "]" was expected, as in [2010-06..2010-07]`;

/** [text, position from 1, what stands there, what the sentence says was expected]. */
const TABLE: readonly (readonly [string, number, string, string])[] = [
  ['', 1, 'the end', START],
  [' 2010', 1, '" "', START],
  ['2010 ', 5, '" "', AFTER_YEAR],
  ['-2010', 1, '"-"', START],
  ['+2010', 1, '"+"', START],
  ['Y17000', 1, '"Y"', START],
  ['XXXX', 1, '"X"', START],
  ['July 2010', 1, '"J"', START],
  ['~2010', 1, '"~"', START],
  ['/2010', 1, '"/"', START],
  ['{2010..2011}', 1, '"{"', START],
  ['٢٠١٠', 1, '"٢", U+0662', START],
  ['2', 2, 'the end', YEAR],
  ['20', 3, 'the end', YEAR],
  ['201', 4, 'the end', YEAR],
  ['20X', 4, 'the end', YEAR],
  ['20X0', 4, '"0"', YEAR],
  ['2X10', 2, '"X"', YEAR],
  ['201x', 4, '"x"', YEAR],
  ['14/07/2010', 3, '"/"', YEAR],
  ['2010/07/14', 8, '"/"', YEAR],
  ['20100714', 5, '"0"', AFTER_YEAR],
  ['2010.07', 5, '"."', AFTER_YEAR],
  ['2010\u{2013}07', 5, '"\u{2013}", U+2013', AFTER_YEAR],
  ['2010\u{200b}', 5, '"\\u{200b}", U+200B', AFTER_YEAR],
  ['2010\u{1f600}', 5, '"\u{1f600}", U+1F600', AFTER_YEAR],
  ['2010\ud83d', 5, '"\\ud83d", U+D83D', AFTER_YEAR],
  ['2010..2011', 5, '"."', AFTER_YEAR],
  ['2010,2011', 5, '","', AFTER_YEAR],
  ['201X-05', 5, '"-"', AFTER_DATE],
  ['2010~~', 6, '"~"', '"/" and a second date or the end was expected, as in 2010-07-14'],
  ['2010?-07', 6, '"-"', '"/" and a second date or the end was expected, as in 2010-07-14'],
  ['2010-', 6, 'the end', MONTH],
  ['2010-7', 6, '"7"', MONTH],
  ['2010-7-14', 6, '"7-"', MONTH],
  ['2010-00', 6, '"00"', MONTH],
  ['2010-13', 6, '"13"', MONTH],
  ['2010-13-01', 6, '"13"', MONTH],
  ['2010-21', 6, '"21"', MONTH],
  ['2010-X7', 6, '"X7"', MONTH],
  ['2010-1X', 6, '"1X"', MONTH],
  ['2010-xx', 6, '"xx"', MONTH],
  ['2010-~07', 6, '"~0"', MONTH],
  ['1999-Q2', 6, '"Q2"', 'a two-digit month 01-12 or XX was expected, as in 1999-07'],
  ['2010-XX-', 9, 'the end', 'XX was expected, as in 2010-XX-XX'],
  ['2010-XX-05', 9, '"05"', 'XX was expected, as in 2010-XX-XX'],
  ['2010-07-', 9, 'the end', 'a two-digit day 01-31 or XX was expected, as in 2010-07-14'],
  ['2010-07-4', 9, '"4"', 'a two-digit day 01-31 or XX was expected, as in 2010-07-14'],
  ['2010-07-00', 9, '"00"', 'a two-digit day 01-31 or XX was expected, as in 2010-07-14'],
  ['2010-07-32', 9, '"32"', 'a two-digit day 01-31 or XX was expected, as in 2010-07-14'],
  ['2010-07-1X', 9, '"1X"', 'a two-digit day 01-31 or XX was expected, as in 2010-07-14'],
  ['2010-06-31', 9, '"31"', 'a two-digit day 01-30 or XX was expected, as in 2010-06-14'],
  ['2010-02-30', 9, '"30"', 'a two-digit day 01-28 or XX was expected, as in 2010-02-14'],
  ['2010-02-29', 9, '"29"', 'a two-digit day 01-28 or XX was expected, as in 2010-02-14'],
  ['1900-02-29', 9, '"29"', 'a two-digit day 01-28 or XX was expected, as in 1900-02-14'],
  ['2012-02-30', 9, '"30"', 'a two-digit day 01-29 or XX was expected, as in 2012-02-14'],
  ['[2010..2010-02-30]', 16, '"30"', 'a two-digit day 01-28 or XX was expected, as in 2010-02-14'],
  ['2010-07-14T10:00:00Z', 11, '"T"', AFTER_DATE],
  ['2010-07-14\n', 11, '"\\n"', AFTER_DATE],
  ['2010-07-145', 11, '"5"', AFTER_DATE],
  ['..', 3, 'the end', '"/" and a second date was expected, as in ../2010-07-14'],
  ['..2010', 3, '"2"', '"/" and a second date was expected, as in ../2010-07-14'],
  ['../', 4, 'the end', SECOND],
  ['../..', 4, '"."', SECOND],
  ['2010/', 6, 'the end', SECOND],
  ['2010/..', 6, '"."', SECOND],
  ['2010/ 2011', 6, '" "', SECOND],
  ['[2010..]', 8, '"]"', SECOND],
  ['[..]', 4, '"]"', SECOND],
  ['[..', 4, 'the end', SECOND],
  ['2010/201', 9, 'the end', YEAR],
  [
    '2010/2011/2012',
    10,
    '"/"',
    `"-" and a month, ${MARK} or the end was expected, as in 2010-07-14`,
  ],
  ['[', 2, 'the end', '".." or a year of four characters was expected, as in 2010, 201X or 20XX'],
  ['[]', 2, '"]"', '".." or a year of four characters was expected, as in 2010, 201X or 20XX'],
  ['[/2010]', 2, '"/"', '".." or a year of four characters was expected, as in 2010, 201X or 20XX'],
  ['[2010]', 6, '"]"', `"-" and a month, ${DOTS}`],
  ['[2010/2011]', 6, '"/"', `"-" and a month, ${DOTS}`],
  ['[2010-06,2010-07]', 9, '","', `"-" and a day, ${DOTS}`],
  ['[2010.2011]', 6, '"."', `"-" and a month, ${DOTS}`],
  ['[2010..2011', 12, 'the end', `"-" and a month, ${CLOSE}`],
  ['[..2010..2011]', 8, '"."', `"-" and a month, ${CLOSE}`],
  ['[2010..2011..]', 12, '"."', `"-" and a month, ${CLOSE}`],
  ['[2010...2011]', 8, '"."', SECOND],
  ['[2010..2011,2013]', 12, '","', `"-" and a month, ${CLOSE}`],
  ['[2010..2011]~', 13, '"~"', 'the end was expected, as in [2010-06..2010-07]'],
  ['[2010..2011]/2012', 13, '"/"', 'the end was expected, as in [2010-06..2010-07]'],
];

const BACKWARDS = [
  ['2010-07/2010-06', 9, '2010-06', '2010-07-01'],
  ['[2010-07..2010-06]', 11, '2010-06', '2010-07-01'],
  ['2010-07-14/2010-07-13', 12, '2010-07-13', '2010-07-14'],
  ['2020/201X%', 6, '201X%', '2020-01-01'],
] as const;

function refusal(text: string): { at: number; problem: string } | 'accepted' {
  const result = parseEdtf(text);
  return result.ok ? 'accepted' : { at: result.at, problem: result.problem };
}

describe('parseEdtf refuses', () => {
  it.each(TABLE)('%j at character %i (%s)', (text, at, found, wanted) => {
    const shown = JSON.stringify(text).replace('\u{200b}', '\\u{200b}');
    const problem = `${shown} is no date this ledger knows: at character ${at} (${found}) ${wanted}`;
    expect(refusal(text)).toEqual({ at, problem });
    expect(() => edtfBounds(text)).toThrow(new RangeError(problem));
  });

  it.each(BACKWARDS)('what runs backwards: %s', (text, at, found, notBefore) => {
    const wanted = `a date not before ${notBefore} was expected, as a range runs from the earlier to the later`;
    const problem = `"${text}" is no date this ledger knows: at character ${at} ("${found}") ${wanted}`;
    expect(refusal(text)).toEqual({ at, problem });
  });

  it('what has more than 64 characters, and quotes no more of it', () => {
    expect(refusal('2'.repeat(64))).toMatchObject({ at: 5 });
    const problem = `"${'2'.repeat(64)}…" is no date this ledger knows: at character 65 ("2") the end was expected, as no date has more than 64 characters`;
    expect(refusal('2'.repeat(65))).toEqual({ at: 65, problem });
    expect(refusal('2'.repeat(1_000_000))).toEqual({ at: 65, problem });
  });
});

describe('parseEdtf on any text', () => {
  const alphabet = fc.constantFrom(...'0123456789X-/.[]~?% T');
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: alphabet, maxLength: 40 }),
    fc
      .array(fc.constantFrom('2010', '201X', '-07', '-XX', '-14', '~', '/', '..', '[', ']'))
      .map((parts) => parts.join('')),
  );

  it(`answers without throwing, within the text and in one line (seed ${SEED})`, () => {
    const holds = fc.property(anyText, (text) => {
      const result = parseEdtf(text);
      if (result.ok) {
        expect(result.bounds.earliest).toBeLessThanOrEqual(result.bounds.latest);
        return;
      }
      expect(result.at).toBeGreaterThanOrEqual(1);
      expect(result.at).toBeLessThanOrEqual(Math.min(text.length, 64) + 1);
      expect(result.problem).toContain(`at character ${result.at} (`);
      expect(result.problem).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    });
    fc.assert(holds, { seed: SEED, numRuns: 10_000 });
  });

  it(`names the first character that spoils a date (seed ${SEED})`, () => {
    const holds = fc.property(writtens, fc.nat(), ({ text }, pick) => {
      const at = pick % (text.length + 1);
      const spoilt = `${text.slice(0, at)}!${text.slice(at)}`;
      const result = parseEdtf(spoilt);
      expect(result.ok).toBe(false);
      // A month or a day is named from its first digit on.
      if (!result.ok) expect([at, at + 1]).toContain(result.at);
    });
    fc.assert(holds, { seed: SEED, numRuns: 5000 });
  });
});
