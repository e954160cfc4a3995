/** A count as a reader writes it: 5,140. */
export const numberText = (count: number): string => count.toLocaleString('en-GB');

const limitText = (limit: number | string): string =>
  typeof limit === 'number' ? numberText(limit) : limit;

/** Limits, both included, as one number where they are one: 5,140–5,213. */
export const rangeText = ({
  least,
  most,
}: {
  readonly least: number | string;
  readonly most: number | string;
}): string => (least === most ? limitText(least) : `${limitText(least)}–${limitText(most)}`);
