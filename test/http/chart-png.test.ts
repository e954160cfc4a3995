/** The chart as a PNG: the picture of chart.svg, with its text and in its colours. */
import { expect, test } from 'vitest';
import { COLOURS, GROUND } from '../../src/web/chart-palette.ts';
import { pngOf } from '../../src/web/chart-png.ts';
import { sampleLedger } from '../cli/harness.ts';
import { parsePng } from '../web/png.ts';
import { expectProblem } from './problem-details.ts';
import { served } from './served.ts';

const AT = '/contests/labour-leader-2010/chart';
const DAY = 'asOf=2010-07-14';
/** Above the lines there is nothing but the title and the clocks. */
const HEADING = 90;
const INK = '#1c1b18';

const ledger = sampleLedger();
const now = Date.now() + 600_000;
const server = served(ledger.path, () => now);

const svgAt = async (query: string) => (await server.get(`${AT}.svg?${query}`)).body;
const pngAt = async (query: string) => parsePng((await server.get(`${AT}.png?${query}`)).bytes);

test('is a picture twice as large as the drawing, on its ground', async () => {
  const { status, headers, bytes } = await server.get(`${AT}.png?${DAY}`);
  expect([status, headers['content-type']]).toEqual([200, 'image/png']);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(await svgAt(DAY)) ?? [];
  const picture = parsePng(bytes);
  expect(picture).toMatchObject({ width: 2 * Number(width), height: 2 * Number(height) });
  const [right, bottom] = [picture.width - 1, picture.height - 1];
  for (const [x, y] of [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const) {
    expect(picture.at(x, y)).toBe(GROUND.light);
  }
});

test('stands on white where the drawing has no ground', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>';
  const picture = parsePng(pngOf(svg));
  expect(picture).toMatchObject({ width: 6, height: 4 });
  expect(picture.count('#ffffff')).toBe(24);
});

test('has its text, whatever fonts a machine has', async () => {
  const picture = await pngAt(DAY);
  const withText = picture.count(INK, HEADING);
  expect(withText).toBeGreaterThan(1500);
  const svg = await svgAt(DAY);
  const bare = parsePng(pngOf(svg.replace(/<text\b.*?<\/text>/g, '')));
  expect(bare.count(INK, HEADING)).toBe(0);
  expect(bare.count(INK)).toBeLessThan(picture.count(INK) - withText);
  const other = parsePng(pngOf(svg.replaceAll('Labour', 'Tory')));
  expect(other.count(INK, HEADING)).not.toBe(withText);
});

test('has the title in bold, and letters of other scripts', async () => {
  const written = async (text: string, weight = '400') => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text y="15" font-family="system-ui, sans-serif" font-weight="${weight}">${text}</text></svg>`;
    return parsePng(pngOf(svg)).count('#000000');
  };
  expect(await written('Leader', '600')).toBeGreaterThan((await written('Leader')) * 1.2);
  const blank = await written('\u{10ffff}'.repeat(5));
  for (const text of ['Жукова', 'Ελένη', 'متين', 'אסתר', 'Łódź']) {
    expect(await written(text), text).not.toBe(blank);
  }
});

test('has the lines in the colours of their candidates', async () => {
  const svg = await svgAt('chart=MP');
  const drawn = COLOURS.filter((_, place) => svg.includes(`class="line c${place}"`));
  expect(drawn.length).toBeGreaterThan(3);
  const picture = await pngAt('chart=MP');
  for (const { light } of drawn) expect(picture.count(light), light).toBeGreaterThan(200);
});

test('is revalidated by the drawing, and painted anew when that changes', async () => {
  const { headers, bytes } = await server.get(`${AT}.png?${DAY}`);
  const { etag = '' } = headers;
  expect(headers['cache-control']).toBe('no-cache');
  expect(etag).toBe((await server.get(`${AT}.svg?${DAY}`)).headers.etag);
  const known = await server.get(`${AT}.png?${DAY}`, { 'if-none-match': etag });
  expect([known.status, known.bytes.length]).toEqual([304, 0]);
  expect((await server.get(`${AT}.png?${DAY}`)).bytes.equals(bytes)).toBe(true);
  const later = await server.get(`${AT}.png?asOf=2010-07-26`, { 'if-none-match': etag });
  expect(later.status).toBe(200);
  expect(later.headers.etag).not.toBe(etag);
  expect(later.bytes.equals(bytes)).toBe(false);
});

test.each([
  ['labour-leader-2010/chart.png?chart=nosuch', 400, /nosuch/],
  ['labour-leader-2010/chart.png?asOf=2010-02-30', 400, /asOf/],
  ['labour-leader-2010/chart.png?nosuch=1', 400, /nosuch/],
  ['nosuch/chart.png', 404, /nosuch/],
])('%s is refused', async (at, status, says) => {
  expectProblem(await server.get(`/contests/${at}`), status, undefined, says);
});

test('its page leads to it', async () => {
  const { body } = await server.get(`/contests/labour-leader-2010?${DAY}&chart=TU`);
  expect(body).toContain(`href="${AT}.png?${DAY}&amp;chart=TU"`);
  expect(body).toContain(`href="${AT}.svg?${DAY}&amp;chart=TU"`);
});
