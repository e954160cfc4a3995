import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { labelLines, placed } from '../../src/web/chart-labels.ts';
import { chartLines } from '../../src/web/chart-lines.ts';
import { COLOURS, colourOf, GROUND, signOf, slotOf } from '../../src/web/chart-palette.ts';
import { Random } from '../laws/random.ts';
import { drawChart, lineOf, seriesWith } from './charted.ts';
import { apart, contrast, KINDS } from './colour.ts';

const STYLE = ['base', 'charts']
  .map((name) => new URL(`../../src/web/assets/${name}.css`, import.meta.url))
  .map((sheet) => readFileSync(sheet, 'utf8'))
  .join('');

describe.each(['light', 'dark'] as const)('the colours of charts in the %s theme', (theme) => {
  const colours = COLOURS.map((colour) => colour[theme]);

  it('stand out from the ground, which is that of the pages', () => {
    expect(STYLE).toContain(`--ground: light-dark(${GROUND.light}, ${GROUND.dark});`);
    for (const colour of colours) {
      expect(contrast(colour, GROUND[theme]), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(KINDS)('stand apart for eyes that are %s', (kind) => {
    for (const [at, colour] of colours.entries()) {
      for (const other of colours.slice(0, at)) {
        expect(apart(colour, other, kind), `${colour} ${other}`).toBeGreaterThan(15);
      }
    }
  });

  it('are those of the pages’ style', () => {
    for (const [place, { light, dark }] of COLOURS.entries()) {
      const found = [...STYLE.matchAll(new RegExp(`\\.c${place} \\{\\s+color: ([^;]+);`, 'g'))];
      const expected = light === dark ? light : `light-dark(${light}, ${dark})`;
      expect(found.map(([, colour]) => colour)).toEqual([expected]);
    }
  });
});

describe('colour and sign together', () => {
  it('tell 42 candidates apart', () => {
    const looks = Array.from({ length: 42 }, (_, place) => slotOf(place)).map(
      (slot) => `${colourOf(slot)} ${signOf(slot)}`,
    );
    expect(new Set(looks).size).toBe(42);
  });
});

describe('the labels of lines', () => {
  it('never stand on one another, nor outside, and near to their lines', () => {
    const random = new Random(3);
    for (let run = 0; run < 200; run += 1) {
      const labels = Array.from({ length: 1 + random.below(9) }, () => ({
        lines: random.oneIn(2) ? ['a'] : ['a', 'b'],
        wanted: 20 + random.below(280),
      }));
      const middles = placed(labels, { top: 20, bottom: 320, lineHeight: 14 });
      const boxes = labels
        .map(({ lines }, at) => {
          const half = (lines.length * 14) / 2;
          return [(middles[at] ?? 0) - half, (middles[at] ?? 0) + half] as const;
        })
        .sort(([one], [other]) => one - other);
      expect(boxes[0]?.[0]).toBeGreaterThanOrEqual(20);
      expect(boxes.at(-1)?.[1]).toBeLessThanOrEqual(320);
      for (const [at, [top]] of boxes.entries()) {
        expect(top).toBeGreaterThan(boxes[at - 1]?.[1] ?? 0);
      }
    }
    const alone = placed([{ lines: ['a'], wanted: 100 }], { top: 0, bottom: 320, lineHeight: 14 });
    expect(alone).toEqual([100]);
  });

  it.each([
    ['Ed Balls', '2', ['Ed Balls 2']],
    ['Rebecca Long-Bailey', '24', ['Rebecca', 'Long-Bailey 24']],
    ['Maria del Carmen Aurelia', '3 to 5', ['Maria del', 'Carmen… 3 to 5']],
    ['Pneumonoultramicroscopic', '1', ['Pneumonoultra…', '1']],
    ['選挙管理委員会委員長', '7', ['選挙管理委員…', '7']],
  ])('of %s are in one line or two', (name, count, expected) => {
    expect(labelLines(name, count, 14)).toEqual(expected);
  });

  it('make a chart of many candidates higher', async () => {
    const many = Array.from({ length: 30 }, (_, at) => lineOf(`Name ${at}`, 'MP', [1, 2]));
    const series = seriesWith(['2010-06-01', '2010-07-01'], many);
    const svg = await drawChart(chartLines(series, 'MP'), { size: 'wide', id: 'a' });
    expect(svg.match(/class="line /g)).toHaveLength(30);
    expect(Number(/ height="(\d+)"/.exec(svg)?.[1])).toBeGreaterThan(500);
  });
});
