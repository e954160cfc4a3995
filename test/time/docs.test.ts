import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatDay, LONG_AGO } from '../../src/time/day.ts';
import { parseEdtf } from '../../src/time/edtf.ts';

const page = readFileSync(new URL('../../docs/dates.md', import.meta.url), 'utf8');

/** The rows of the table whose head has this column, each as its cells. */
function rows(column: string): string[][] {
  const table = page
    .split('\n\n')
    .find((part) => part.startsWith('|') && part.split('\n')[0]?.includes(column));
  const lines = (table ?? '').trim().split('\n').slice(2);
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const codes = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const word = (day: number) => (day === LONG_AGO ? 'open' : formatDay(day));

describe('docs/dates.md', () => {
  const forms = rows('| first day |').flatMap(([written, first, last]) =>
    codes(written).map((text) => [text, first, last] as const),
  );
  const advice = rows('| write |').flatMap(([, write]) => codes(write));
  const refused = rows('| refused |').flatMap(([texts]) => codes(texts));

  it('has its three tables', () => {
    for (const found of [forms, advice, refused]) expect(found.length).toBeGreaterThan(8);
  });

  it.each(forms)('says rightly that %s is %s to %s', (text, first, last) => {
    const result = parseEdtf(text);
    expect(result).toMatchObject({ ok: true });
    if (result.ok) {
      expect([word(result.bounds.earliest), word(result.bounds.latest)]).toEqual([first, last]);
    }
  });

  it.each(advice)('advises a date of the profile: %s', (text) => {
    expect(parseEdtf(text)).toMatchObject({ ok: true });
  });

  it.each(refused)('says rightly that %j is refused', (text) => {
    expect(parseEdtf(text)).toMatchObject({ ok: false });
  });

  it('quotes a refusal as it is', () => {
    const quoted = /^> (.*)$/m.exec(page)?.[1];
    expect(parseEdtf('2010-7-14')).toMatchObject({ problem: quoted });
  });
});
