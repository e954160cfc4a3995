import { Writable } from 'node:stream';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fold, widthOf } from '../../src/cli/fold.ts';
import { type Drawing, drawTable } from '../../src/cli/table.ts';

describe('folding', () => {
  const folded = (text: string, width: number) => fold(text, width).lines;

  test.each([
    ['after spaces', 'one two three', 7, ['one two', 'three']],
    [
      'between the two days of a range',
      '[2010-05-10..2010-05-24]',
      13,
      ['[2010-05-10..', '2010-05-24]'],
    ],
    [
      'after the hyphens of a name',
      'socialist-health-association',
      17,
      ['socialist-health-', 'association'],
    ],
    ['within an address', 'https://a.example/story', 18, ['https://a.example/', 'story']],
    ['anywhere, where nothing else is left', 'sha256abcdef', 5, ['sha25', '6abcd', 'ef']],
    ['at its own line ends', 'a\nb c', 3, ['a', 'b c']],
    ['at its own line ends, where one is too long', 'a\nb cd', 3, ['a', 'b', 'cd']],
    ['not at all where it fits', 'as it is', 8, ['as it is']],
  ])('breaks a line %s', (_, text, width, lines) => {
    expect(folded(text, width)).toEqual(lines);
  });

  test('never breaks a date, and says so where it had to be cut', () => {
    expect(fold('on 2010-07-14', 10)).toEqual({ lines: ['on', '2010-07-14'], broken: 0, cut: 0 });
    expect(fold('2010-07-14', 6)).toMatchObject({ cut: 1 });
  });

  test('prefers whole words to broken names', () => {
    expect(fold('ed-balls-own-clp (CLP)', 16)).toEqual({
      lines: ['ed-balls-own-clp', '(CLP)'],
      broken: 0,
      cut: 0,
    });
  });

  test.each([
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['東京', 4],
    ['👩‍👩‍👧', 2],
    ['한국', 4],
    ['–→·…', 4],
    ['', 0],
  ])('takes %j for %i columns wide', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  test('measures common letters and signs as it measures all others', () => {
    const all = [0, 0x2000].flatMap((from) =>
      Array.from({ length: 0x300 }, (_, at) => String.fromCharCode(from + at)),
    );
    expect(all.filter((each) => widthOf(each) !== stringWidth(each))).toEqual([]);
    const pieces = fc.array(
      fc.constantFrom('a', '1', '–', '©', 'é', '\u0301', '\ufe0f', '\u20e3', '東', '\n'),
    );
    fc.assert(
      fc.property(pieces, (parts) => widthOf(parts.join('')) === stringWidth(parts.join(''))),
    );
  });
});

describe('a table', () => {
  const draw = (drawing: Drawing, columns?: number) => {
    const out = Object.assign(new Writable(), {
      isTTY: columns !== undefined,
      columns: columns ?? 0,
    });
    return drawTable(out, drawing).replace(/\p{Cc}\[\d+m/gu, '');
  };

  test('is as wide as it needs to be in a pipe', () => {
    expect(
      draw({
        head: ['a', 'b'],
        rows: [
          ['one', ''],
          ['2', 'three'],
        ],
      }),
    ).toBe(
      [
        '┌─────┬───────┐',
        '│ a   │ b     │',
        '├─────┼───────┤',
        '│ one │       │',
        '│ 2   │ three │',
        '└─────┴───────┘',
        '',
      ].join('\n'),
    );
  });

  test('has lines between its rows where these are high by themselves', () => {
    expect(draw({ head: ['a'], rows: [['1\n2'], ['3']], ruled: true })).toBe(
      ['┌───┐', '│ a │', '├───┤', '│ 1 │', '│ 2 │', '├───┤', '│ 3 │', '└───┘', ''].join('\n'),
    );
  });

  test('of no rows is its head', () => {
    expect(draw({ head: ['a'], rows: [] })).toBe('┌───┐\n│ a │\n└───┘\n');
  });

  test('folds the column by which it gets narrower at the least cost', () => {
    const drawn = draw(
      {
        head: ['name', 'note'],
        rows: [
          ['alice', 'one two'],
          ['bob', 'x'],
        ],
      },
      16,
    );
    expect(drawn).toBe(
      [
        '┌───────┬──────┐',
        '│ name  │ note │',
        '├───────┼──────┤',
        '│ alice │ one  │',
        '│       │ two  │',
        '│ bob   │ x    │',
        '└───────┴──────┘',
        '',
      ].join('\n'),
    );
  });

  test('becomes a list on a terminal so narrow that words would be cut', () => {
    const head = ['name', 'first', 'second'];
    const rows = [
      ['alice', 'something', ''],
      ['bob\nleft', 'x', 'everything'],
    ];
    expect(draw({ head, rows }, 20)).toBe(
      ['alice', '  first: something', 'bob, left', '  first: x', '  second: everything', ''].join(
        '\n',
      ),
    );
  });

  test('takes a terminal that does not know its width for 80 columns wide', () => {
    const words = 'word '.repeat(40).trim();
    const widest = Math.max(
      ...draw({ head: ['a'], rows: [[words]] }, 0)
        .split('\n')
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(80);
    expect(widest).toBeGreaterThan(70);
  });

  test('of 200,000 cells is drawn', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [`e${index}`, 'x']);
    expect(draw({ head: ['a', 'b'], rows }, 80).split('\n')).toHaveLength(100_005);
  });
});
