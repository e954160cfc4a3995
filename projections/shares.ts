/** Percent are kept as whole millionths of a percent: shares are decimals, and never become floats. */
const MILLIONTHS = 1_000_000n;
const WHOLE = 100n * MILLIONTHS;

/** A count of which only the limits are known, both included. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

function millionths(share: string): bigint {
  const [whole = '0', decimals = ''] = share.split('.');
  return BigInt(whole) * MILLIONTHS + BigInt(decimals.padEnd(6, '0'));
}

const upwards = (dividend: bigint, divisor: bigint): bigint =>
  dividend <= 0n ? dividend / divisor : (dividend + divisor - 1n) / divisor;

/** Is a part at least such a share (in percent) of a whole? Of nothing it never is. */
export const reaches = (part: number, whole: number, share: string): boolean =>
  whole > 0 && BigInt(part) * WHOLE >= millionths(share) * BigInt(whole);

/** The least count that is such a share of a whole. */
export const leastReaching = (whole: number, share: string): number =>
  Number(upwards(millionths(share) * BigInt(whole), WHOLE));

/** Half of the last digit that a share prints: anything so near rounds to it. */
const halfOf = (share: string): bigint =>
  MILLIONTHS / 10n ** BigInt(share.split('.')[1]?.length ?? 0) / 2n;

/** Can two printed shares be roundings of one number? */
export function mayBeEqual(one: string, other: string): boolean {
  const apart = millionths(one) - millionths(other);
  return (apart < 0n ? -apart : apart) <= halfOf(one) + halfOf(other);
}

/**
 * Are these shares of one whole, even if each was rounded up, more than all of it? Of voters with several
 * votes each they may be so many times the whole.
 */
export const exceedWhole = (shares: readonly string[], times: number): boolean =>
  shares.reduce((sum, share) => sum + millionths(share) - halfOf(share), 0n) >
  WHOLE * BigInt(times);

/**
 * How many a printed share of a whole may stand for: a paper that prints "70" has rounded anything from
 * 69.5 to 70.5, so the digits that it prints say how wide the range is. Null where no count of the whole
 * could be printed so.
 */
export function countsBehind(share: string, whole: Range): Range | null {
  const half = halfOf(share);
  const printed = millionths(share);
  const least = upwards((printed - half) * BigInt(whole.least), WHOLE);
  const most = ((printed + half) * BigInt(whole.most)) / WHOLE;
  const range = { least: Math.max(0, Number(least)), most: Math.min(whole.most, Number(most)) };
  return range.least > range.most ? null : range;
}

/** A part of a whole in percent with two decimals, rounded down or up; null of nothing. */
export function percentOf(part: number, whole: number, round: 'down' | 'up'): string | null {
  if (whole === 0) return null;
  const scaled = BigInt(part) * 10_000n;
  const hundredths = round === 'down' ? scaled / BigInt(whole) : upwards(scaled, BigInt(whole));
  const text = `${hundredths}`.padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
