/** Pictures are painted in a thread, which takes no more than it can paint soon and is replaced where it fails. */
import { afterEach, expect, test } from 'vitest';
import { ChartPainter, MOST_WAITING } from '../../src/http/chart-painter.ts';
import { pngOf } from '../../src/web/chart-png.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>';
const overloaded = { status: 503, code: 'overloaded' };

let painter = new ChartPainter();
afterEach(async () => {
  await painter.close();
  painter = new ChartPainter();
});

test('paints what pngOf paints', async () => {
  expect((await painter.paint(SVG)).equals(pngOf(SVG))).toBe(true);
});

test('refuses what would wait behind too many, and takes more when those are done', async () => {
  const all = Array.from({ length: MOST_WAITING }, () => painter.paint(SVG));
  await expect(painter.paint(SVG)).rejects.toMatchObject(overloaded);
  const pictures = await Promise.all(all);
  expect(pictures.every((each) => each.equals(pngOf(SVG)))).toBe(true);
  await expect(painter.paint(SVG)).resolves.toBeInstanceOf(Buffer);
});

test('a drawing that cannot be painted fails with those behind it, and the next one is painted', async () => {
  const [bad, behind] = [painter.paint('no drawing'), painter.paint(SVG)];
  await expect(bad).rejects.toThrow(/SVG/);
  await expect(behind).rejects.toThrow(/SVG/);
  await expect(painter.paint(SVG)).resolves.toBeInstanceOf(Buffer);
});

test('who waits when it closes is told so', async () => {
  const waiting = painter.paint(SVG);
  const told = expect(waiting).rejects.toThrow(/ended early/);
  await painter.close();
  await told;
});
