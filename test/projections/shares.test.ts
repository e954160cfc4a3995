import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsBehind, leastReaching, percentOf, reaches } from '../../projections/shares.ts';

const SEED = 20200204;
const check = (property: fc.IRawProperty<unknown, boolean>) =>
  fc.assert(property as fc.IProperty<unknown>, { seed: SEED, numRuns: 2000 });

/** A fraction, as children reckon with it. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

const atMost = (one: Fraction, other: Fraction) => one.top * other.bottom <= other.top * one.bottom;

/** Percent as they are written, as a fraction of 1, moved by halves of its last printed digit. */
function fraction(share: string, halves = 0): Fraction {
  const [whole = '', decimals = ''] = share.split('.');
  const digits = BigInt(whole + decimals);
  return { top: 2n * digits + BigInt(halves), bottom: 200n * 10n ** BigInt(decimals.length) };
}

const partOf = (part: number, whole: number): Fraction => ({
  top: BigInt(part),
  bottom: BigInt(whole),
});

const counts = (max: number) => fc.oneof(fc.nat(max), fc.constantFrom(0, 1, max - 1, max));
const MOST = 2_147_483_647;

/** Shares as they are written: up to six decimals, 100 itself with noughts alone. */
const shares = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 6 }), fc.nat(999_999))
  .map(([whole, places, rest]) => {
    const decimals = whole === 100 ? '000000' : `${rest}`.padStart(6, '0');
    return places === 0 ? `${whole}` : `${whole}.${decimals.slice(0, places)}`;
  });

describe('a share that has to be reached', () => {
  it('is reached by as much as it says, to the last digit', () => {
    check(
      fc.property(counts(MOST), counts(MOST), shares, (part, whole, share) => {
        const enough = whole > 0 && atMost(fraction(share), partOf(part, whole));
        return reaches(part, whole, share) === enough;
      }),
    );
  });

  it('is told exactly where floats are not', () => {
    expect(reaches(1, 3, '33.333333')).toBe(true);
    expect(reaches(1, 3, '33.333334')).toBe(false);
    expect(reaches(29, 100, '29')).toBe(true);
    expect(reaches(1_073_741_823, MOST, '50')).toBe(false);
    expect(reaches(1_073_741_824, MOST, '50')).toBe(true);
  });

  it('is never reached of nothing', () => {
    expect(reaches(0, 0, '5')).toBe(false);
    expect(reaches(0, 0, '0')).toBe(false);
  });

  it('is reached by the least count that reaches it, and by none below', () => {
    const positive = shares.filter((share) => Number(share) > 0);
    check(
      fc.property(fc.integer({ min: 1, max: MOST }), positive, (whole, share) => {
        const least = leastReaching(whole, share);
        return reaches(least, whole, share) && !reaches(least - 1, whole, share) && least <= whole;
      }),
    );
    expect(leastReaching(0, '5')).toBe(0);
    expect(leastReaching(648, '5')).toBe(33);
    expect(leastReaching(257, '12.5')).toBe(33);
    expect(leastReaching(660, '5')).toBe(33);
    expect(leastReaching(661, '5')).toBe(34);
  });
});

/** All counts that a paper could have printed as this share, one by one. */
function printedAs(share: string, least: number, most: number): number[] {
  const [low, high] = [fraction(share, -1), fraction(share, 1)];
  const wholes = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  return Array.from({ length: most + 1 }, (_, count) => count).filter((count) =>
    wholes.some((whole) => {
      const part = partOf(count, whole);
      return count <= whole && whole > 0 && atMost(low, part) && atMost(part, high);
    }),
  );
}

describe('the counts behind a printed share', () => {
  const exactly = (whole: number) => ({ least: whole, most: whole });

  it('are those that round to it: 70 and 52 of the 7,395 who voted at Momentum', () => {
    expect(countsBehind('70', exactly(7395))).toEqual({ least: 5140, most: 5213 });
    expect(countsBehind('52', exactly(7395))).toEqual({ least: 3809, most: 3882 });
  });

  it('are fewer the more digits are printed', () => {
    expect(countsBehind('62.6', exactly(10_000))).toEqual({ least: 6255, most: 6265 });
    expect(countsBehind('62.58', exactly(10_000))).toEqual({ least: 6258, most: 6258 });
    expect(countsBehind('62.580', exactly(1_000_000))).toEqual({ least: 625_795, most: 625_805 });
  });

  it('are never below nought, nor above the whole', () => {
    expect(countsBehind('0', exactly(1000))).toEqual({ least: 0, most: 5 });
    expect(countsBehind('100', exactly(1000))).toEqual({ least: 995, most: 1000 });
  });

  const few = shares.filter((share) => share.length <= 4);

  it('are all those that round to it, and none where none does', () => {
    check(
      fc.property(few, fc.integer({ min: 1, max: 250 }), (share, whole) => {
        const found = printedAs(share, whole, whole);
        const range = countsBehind(share, exactly(whole));
        if (found.length === 0) return range === null;
        return range?.least === found[0] && range?.most === found.at(-1);
      }),
    );
    expect(countsBehind('50', exactly(1))).toBeNull();
  });

  it('leave out none of any size that the whole may have, and take in no more than its ends do', () => {
    check(
      fc.property(few, fc.nat(120), fc.nat(20), (share, least, more) => {
        const found = printedAs(share, least, least + more);
        const range = countsBehind(share, { least, most: least + more });
        if (range === null) return found.length === 0;
        // Where the ends of the whole can be printed so, they are the ends of the counts.
        const low = printedAs(share, least, least);
        const high = printedAs(share, least + more, least + more);
        const isTight =
          (low.length === 0 || range.least === low[0]) &&
          (high.length === 0 || range.most === high.at(-1));
        return isTight && found.every((count) => range.least <= count && count <= range.most);
      }),
    );
  });
});

describe('a part in percent', () => {
  it('lies between what it is rounded down and up to, a hundredth apart', () => {
    check(
      fc.property(fc.integer({ min: 1, max: MOST }), counts(MOST), (whole, other) => {
        const part = other % (whole + 1);
        const [down, up] = [percentOf(part, whole, 'down'), percentOf(part, whole, 'up')];
        if (down === null || up === null) return false;
        const [low, high] = [fraction(down), fraction(up)];
        const exact = partOf(part, whole);
        const gap = BigInt(up.replace('.', '')) - BigInt(down.replace('.', ''));
        const isExact = (10_000n * BigInt(part)) % BigInt(whole) === 0n;
        return atMost(low, exact) && atMost(exact, high) && gap === (isExact ? 0n : 1n);
      }),
    );
  });

  it('has two decimals, and is none of nothing', () => {
    expect(percentOf(1, 3, 'down')).toBe('33.33');
    expect(percentOf(1, 3, 'up')).toBe('33.34');
    expect(percentOf(7395, 40_000, 'down')).toBe('18.48');
    expect(percentOf(0, 5, 'up')).toBe('0.00');
    expect(percentOf(1, 20_000, 'down')).toBe('0.00');
    expect(percentOf(1, 20_000, 'up')).toBe('0.01');
    expect(percentOf(5, 5, 'down')).toBe('100.00');
    expect(percentOf(0, 0, 'up')).toBeNull();
  });
});
