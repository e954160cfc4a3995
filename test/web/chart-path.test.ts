import { describe, expect, it } from 'vitest';
import { shortPath } from '../../src/web/chart-path.ts';
import { Random } from '../laws/random.ts';
import { cornersOf } from './charted.ts';

describe('a path in few characters', () => {
  it.each([
    ['M30.42,284L30.42,10.04L199.97,10.04', 'M30.4,284v-274h169.6'],
    ['M0,0.5L0.31,0.5L0.31,0', 'M0,.5h.3v-.5'],
    ['M1,1L1.04,1.04L2,3Z', 'M1,1l1,2Z'],
    ['M0,0L1,0ZM5,5L5,6Z', 'M0,0h1ZM5,5v1Z'],
    ['M-4,0A4,4,0,1,1,4,0Z', 'M-4,0A4,4,0,1,1,4,0Z'],
    ['', ''],
  ])('of %s is %s', (path, expected) => {
    expect(shortPath(path)).toBe(expected);
  });

  it('goes where the long one goes, to a tenth, however many its steps', () => {
    const random = new Random(11);
    const pixels = () => random.below(68_800) / 100;
    const points = Array.from({ length: 2000 }, () => [pixels(), pixels()] as const);
    const long = points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x},${y}`).join('');
    const corners = cornersOf(shortPath(long));
    const tenths = points.map(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
    const moves = tenths.filter(([x, y], at) => {
      const [beforeX, beforeY] = tenths[at - 1] ?? [];
      return x !== beforeX || y !== beforeY;
    });
    expect(corners).toEqual(moves);
  });
});
