import { countsBehind, mayBeEqual } from '../shares.ts';
import type { Told } from '../told.ts';
import {
  type Contradiction,
  type ContradictionKind,
  disagreeing,
  type Side,
} from './contradiction.ts';

/** What each claim says of one thing; nothing where it is silent. */
const said = <T>(claims: readonly Told<T>[], value: (data: T) => unknown): Side[] =>
  claims.flatMap((claim) => {
    const says = value(claim.data);
    return says === undefined ? [] : [{ says: `${says}`, rows: [claim.row] }];
  });

/** Claims that print different counts. */
export const counted = <T>(
  kind: ContradictionKind,
  about: string,
  claims: readonly Told<T>[],
  value: (data: T) => unknown,
): Contradiction[] => [disagreeing(kind, about, said(claims, value)) ?? []].flat();

/** Claims that print shares of which no rounding makes one number. */
export function rounded<T>(
  kind: ContradictionKind,
  about: string,
  claims: readonly Told<T>[],
  value: (data: T) => string | undefined,
): Contradiction[] {
  const sides = said(claims, value);
  const apart = sides.some((one) => sides.some((other) => !mayBeEqual(one.says, other.says)));
  return apart ? [disagreeing(kind, about, sides) ?? []].flat() : [];
}

/** Is a count none that a printed share of a whole may stand for? */
export function unequal(
  votes: number | undefined,
  share: string | undefined,
  cast: number | undefined,
): boolean {
  if (votes === undefined || share === undefined || cast === undefined) return false;
  const behind = countsBehind(share, { least: cast, most: cast });
  return behind === null || votes < behind.least || votes > behind.most;
}
