import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadLog } from '../../src/tlog/bad-log.ts';
import { Bundles, cutBundle, readBundle } from '../../src/tlog/bundles.ts';

const bundle = (...entries: number[][]) =>
  Uint8Array.from(entries.flatMap((entry) => [0, entry.length, ...entry]));

describe('entry bundles', () => {
  it('are read back as they are written, and cut anywhere', () => {
    const entry = fc.uint8Array({ maxLength: 600 });
    const entries = fc.array(entry, { minLength: 1, maxLength: 255 });
    fc.assert(
      fc.property(entries, fc.nat(), (all, some) => {
        const bundles = new Bundles();
        for (const each of all) bundles.add(each);
        const { bytes, width } = bundles.partial() ?? { bytes: Buffer.of(), width: 0 };
        expect(width).toBe(all.length);
        expect(readBundle(bytes, width)).toEqual(all.map((each) => Buffer.from(each)));
        const fewer = some % (all.length + 1);
        const cut = cutBundle(bytes, fewer);
        expect(readBundle(cut, fewer)).toEqual(readBundle(bytes, width).slice(0, fewer));
      }),
    );
  });

  it('say a length with the larger byte first', () => {
    const bundles = new Bundles();
    bundles.add(new Uint8Array(258));
    bundles.add(new Uint8Array(0));
    const bytes = bundles.partial()?.bytes ?? Buffer.of();
    expect([bytes[0], bytes[1], bytes.length]).toEqual([1, 2, 262]);
    expect(readBundle(bytes, 2).map(({ length }) => length)).toEqual([258, 0]);
  });

  it.each([
    ['a length cut short', Uint8Array.of(0), 1],
    ['an entry cut short', Uint8Array.of(0, 2, 1), 1],
    ['too few', bundle([1]), 2],
    ['too many', bundle([1], [2]), 1],
    ['something after the last', Uint8Array.from([...bundle([1]), 0]), 1],
    ['none where one is due', new Uint8Array(0), 1],
  ])('are refused: %s', (_, bytes, width) => {
    expect(() => readBundle(bytes, width)).toThrow(BadLog);
  });

  it.each([
    ['too few', bundle([1]), 2],
    ['cut short', Uint8Array.of(0, 1, 7, 0, 2, 1), 2],
  ])('cannot be cut where they are %s', (_, bytes, width) => {
    expect(() => cutBundle(bytes, width)).toThrow(BadLog);
  });
});
