import type { Source } from '../../../events/source.ts';
import type { Bounds } from '../../../projections/bounds.ts';
import { type Day, FOREVER, formatDay, LONG_AGO } from '../../time/day.ts';

/** An address, as Popolo writes it. */
export interface PopoloLink {
  readonly url: string;
  readonly note?: string;
}

/** A name that an outside list gives somebody. */
export interface PopoloIdentifier {
  readonly scheme: string;
  readonly identifier: string;
}

/** Somebody or some body: Popolo's Person and Organization have these terms in common. */
export interface PopoloParty {
  readonly id: string;
  readonly name: string;
  readonly classification?: string;
  readonly other_names?: readonly { readonly name: string; readonly note?: string }[];
  readonly identifiers?: readonly PopoloIdentifier[];
  readonly sources?: readonly PopoloLink[];
}

/** The lengths of a day, a month and a year. */
const PRECISIONS = [10, 7, 4];

/** A day, month or year that surely holds bounds, as short as need be; none where there is none. */
export function popoloDate(earliest: Day | null, latest: Day | null): string | undefined {
  if (earliest === null || latest === null) return undefined;
  if (earliest === LONG_AGO || latest === FOREVER) return undefined;
  const [first, last] = [formatDay(earliest), formatDay(latest)];
  const length = PRECISIONS.find((each) => first.slice(0, each) === last.slice(0, each));
  return length === undefined ? undefined : first.slice(0, length);
}

/** Bounds as Popolo's dates have them. */
export const dateOf = (bounds: Bounds | null): string | undefined =>
  bounds === null ? undefined : popoloDate(bounds.earliest, bounds.latest);

/** Sources as links, each address once. */
export function linksOf(sources: readonly Source[]): PopoloLink[] {
  const found = new Map(
    sources.map(({ url, title, publisher }) => [url, `${publisher}: ${title}`]),
  );
  return [...found].map(([url, note]) => ({ url, note }));
}

/** Each identifier once. */
export const eachOnce = (identifiers: readonly PopoloIdentifier[]): PopoloIdentifier[] => [
  ...new Map(identifiers.map((each) => [`${each.scheme} ${each.identifier}`, each])).values(),
];

/** An object without what is undefined or an empty list. */
export function told<T extends object>(
  value: {
    readonly [Key in keyof T]: T[Key] | undefined;
  },
): T {
  const kept = Object.entries(value).filter(
    ([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0),
  );
  return Object.fromEntries(kept) as T;
}
