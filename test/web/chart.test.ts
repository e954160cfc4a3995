import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { contestsOf } from '../../src/ledger/queries/asking.ts';
import { askSeries, type Series } from '../../src/ledger/queries/series.ts';
import { categoryOf, chartLines, chartWords } from '../../src/web/chart-lines.ts';
import { chartPicture } from '../../src/web/chart-section.ts';
import { parseXml } from '../http/xml.ts';
import { loaded } from '../samples/samples.ts';
import {
  changesDrawn,
  changesIn,
  cornersOf,
  countsBy,
  drawChart,
  lineOf,
  seriesWith,
} from './charted.ts';

const parse = (markup: string): Document => parseHTML(`<!doctype html>${markup}`).document;

async function drawn(series: Series, category = 'MP', size: 'wide' | 'narrow' = 'wide') {
  const markup = await drawChart(chartLines(series, category), { size, id: 'a' });
  const svg = parse(markup).querySelector('svg');
  if (svg === null) throw new Error('no svg');
  return { svg, markup, lines: [...svg.querySelectorAll('g.line')] };
}

const DAYS = ['2010-06-01', '2010-07-01', '2010-08-01'];
const ANN = lineOf('Ann', 'MP', [1, 1, 4], [1, 3, 4]);
const BOB = lineOf('Bob', 'MP', [0, 2, 0]);
const SERIES = seriesWith(DAYS, [ANN, BOB, lineOf('Bob', 'TU', [1, 2, 9])]);

describe('a chart', () => {
  it('has each step of each candidate of the samples, in every category', async () => {
    const sources = await loaded();
    for (const contest of await contestsOf(sources.store)) {
      const series = await askSeries(sources, contest, {});
      for (const category of series.categories) {
        const { lines } = await drawn(series, category);
        const expected = series.lines.filter((line) => line.category === category);
        expect(lines.map((line) => line.getAttribute('data-candidate'))).toEqual(
          expected.map(({ candidate }) => candidate),
        );
        for (const [at, { candidate }] of expected.entries()) {
          const line = lines[at];
          if (line === undefined) throw new Error('no line');
          expect(changesDrawn(line)).toEqual(changesIn(series, candidate, category));
        }
      }
    }
  });

  it('draws the counts at their heights: up and down in steps, from 0 to the end', async () => {
    const { svg, lines } = await drawn(SERIES);
    const countAt = countsBy(svg);
    const heights = (element: Element | null | undefined) =>
      cornersOf(element?.getAttribute('d') ?? '').map(([, y]) => Math.round(countAt(y) * 10) / 10);
    const [ann, bob] = lines.map((line) => heights(line.querySelector('path')));
    const once = (all: number[] = []) => all.filter((each, at) => each !== all[at - 1]);
    expect([once(ann), once(bob)]).toEqual([
      [0, 1, 4],
      [0, 2, 0],
    ]);
    const [band] = [...svg.querySelectorAll('g.band path')].map(heights);
    // Up along what is possible, and back along what is certain.
    expect(once(band)).toEqual([0, 1, 3, 4, 1, 0]);
    expect([...svg.querySelectorAll('g.line')].map((line) => line.getAttribute('class'))).toEqual([
      'line c0',
      'line c1',
    ]);
  });

  it('steps straight up on the day: no line is slanted', async () => {
    const { lines } = await drawn(SERIES);
    for (const line of lines) {
      const corners = cornersOf(line.querySelector('path')?.getAttribute('d') ?? '');
      expect(corners.length).toBeGreaterThan(4);
      for (const [at, [x, y]] of corners.entries()) {
        const [beforeX, beforeY] = corners[at - 1] ?? [x, y];
        expect(x === beforeX || y === beforeY).toBe(true);
      }
    }
  });

  it('marks the day that is looked at, and says where it lies beyond', async () => {
    const cursor = async (asOf: string) => {
      const { svg } = await drawn({ ...SERIES, clocks: { ...SERIES.clocks, asOf } });
      const line = svg.querySelector('g.cursor line');
      const text = svg.querySelector('g.cursor text')?.textContent;
      return { x: Number(line?.getAttribute('x1')), text };
    };
    const [early, within, late] = [
      await cursor('1990-01-01'),
      await cursor('2010-07-14'),
      await cursor('2026-01-01'),
    ];
    expect([early.text, within.text, late.text]).toEqual([
      '← as of 1990-01-01',
      'as of 2010-07-14',
      'as of 2026-01-01 →',
    ]);
    expect(early.x).toBeLessThan(within.x);
    expect(within.x).toBeLessThan(late.x);
  });

  it.each(['wide', 'narrow'] as const)('is %s, and sound for all readers', async (size) => {
    const { svg, markup } = await drawn(SERIES, 'MP', size);
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.getAttribute('aria-labelledby')).toBe('a-title a-says');
    expect(svg.querySelector('#a-title')?.textContent).toBe('Leader: named endorsers, MP');
    expect(svg.querySelector('#a-says')?.textContent).toBe('On 2010-07-14, MP: Ann 1 to 3, Bob 2.');
    expect(markup).not.toMatch(/<g[^>]*aria-|<style|\sstyle=|<script|\son\w+=/);
    const sizes = [...markup.matchAll(/font-size="([^"]*)"/g)].map(([, found]) => Number(found));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
    const [, , width = '', height = ''] = (svg.getAttribute('viewBox') ?? '').split(' ');
    expect(Number(width)).toBe(size === 'wide' ? 688 : 288);
    expect(Number(height)).toBeGreaterThan(200);
  });

  it('keeps a candidate’s colour and sign in every category', async () => {
    const { lines } = await drawn(SERIES, 'TU');
    expect(lines.map((line) => line.getAttribute('class'))).toEqual(['line c1']);
  });
});

describe('names in a chart', () => {
  const HOSTILE = '</title><script>alert(1)</script>"\' onload=x &amp; \u0001\u{D800}]]>';
  const hostile = { ...lineOf('x', 'MP', [1, 1, 2]), name: HOSTILE };
  const series = seriesWith(DAYS, [hostile], { title: `<b>${HOSTILE}` });
  const said = HOSTILE.replace('\u0001', '\u{FFFD}').replace('\u{D800}', '\u{FFFD}');

  it('are text, whatever is in them', async () => {
    const { svg, lines } = await drawn(series);
    expect(svg.querySelectorAll('script, b')).toHaveLength(0);
    expect(lines).toHaveLength(1);
    expect(svg.querySelector('title')?.textContent).toContain(said);
    expect(svg.querySelector('desc')?.textContent).toContain(said);
  });

  it('leave a picture that XML can read, with its title and clocks', async () => {
    const root = parseXml(await chartPicture(series));
    expect(root.name).toBe('svg');
    expect(root.attributes.xmlns).toBe('http://www.w3.org/2000/svg');
    const texts = root.inside.filter(({ name }) => name === 'text').map(({ text }) => text);
    expect(texts[0]).toMatch(/^<b><\/title><script>/);
    expect(texts[1]).toBe(
      'As of 2010-07-14, as this ledger knew at entry 9 (2026-01-01T00:00:00.000Z).',
    );
  });
});

describe('the category of a chart', () => {
  it('is the one with the most endorsers in the end, or the one asked for', () => {
    expect(categoryOf(SERIES)).toBe('TU');
    expect(categoryOf(SERIES, 'CLP')).toBe('CLP');
    expect(categoryOf(seriesWith([], [], { categories: [] }))).toBeUndefined();
    expect(() => categoryOf(SERIES, 'MEP')).toThrow(
      'chart: the contest has no category MEP. It has MP, TU, CLP.',
    );
  });

  it('is told in words, the most first, and nobody where there is nobody', () => {
    const at = (asOf: string) => ({ ...SERIES, clocks: { ...SERIES.clocks, asOf } });
    const words = (asOf: string) => chartWords(chartLines(at(asOf), 'MP'));
    expect(words('2010-07-01')).toBe('On 2010-07-01, MP: Ann 1 to 3, Bob 2.');
    expect(words('2012-01-01')).toBe('On 2012-01-01, MP: Ann 4.');
    expect(words('2010-05-31')).toBe('On 2010-05-31, MP: nobody had any by name.');
    const possible = seriesWith(DAYS, [lineOf('Ann', 'MP', [0, 0, 1], [2, 2, 2])]);
    expect(chartWords(chartLines(possible, 'MP'))).toBe('On 2010-07-14, MP: Ann up to 2.');
  });

  it('says in the picture that nobody is known, where there is nobody', async () => {
    const picture = parse(await chartPicture(SERIES, 'CLP'));
    expect(picture.querySelector('svg')?.textContent).toContain('Nobody is known by name.');
    const nothing = seriesWith([], [], { categories: [], title: null });
    expect(await chartPicture(nothing)).toContain('Nobody is known by name.');
  });
});
