import { BadInput } from '../bad-input.ts';

/** Text in a first mapping that only a person can know; `what` is what to put there. */
export const toFillIn = (what: string): string => `<fill in: ${what}>`;

/** An address in a first mapping that only a person can know: `.invalid` resolves nowhere (RFC 2606). */
export const ADDRESS_TO_FILL_IN = 'https://fill-in.invalid/';

const isOpen = (value: unknown): boolean =>
  typeof value === 'string' && (value.includes('<fill in: ') || value.includes(ADDRESS_TO_FILL_IN));

function placeIn(value: unknown, path: string): string | undefined {
  if (isOpen(value)) return path;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const step = Array.isArray(value) ? `[${key}]` : `${path === '' ? '' : '.'}${key}`;
    const found = placeIn(each, `${path}${step}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Refuses, as BadInput, to store by a mapping in which something was not filled in. */
export function demandFilledIn(mapping: unknown, name: string): void {
  const place = placeIn(mapping, '');
  if (place === undefined) return;
  throw new BadInput(
    `${name}: ${place} is still to be filled in; write what it says there, or use --dry-run.`,
  );
}
