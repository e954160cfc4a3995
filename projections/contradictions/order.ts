import type { Day } from '../../src/time/day.ts';
import type { Columns } from '../columns.ts';
import { covers } from '../spans.ts';
import { lastWhere } from '../steps.ts';
import { CONTRADICTION_KINDS, type Contradiction, type Showing } from './contradiction.ts';

/** By kind, then by what they are about, then by the entries. */
const keyOf = ({ kind, about, sides }: Contradiction, columns: Columns): string =>
  [
    String(CONTRADICTION_KINDS.indexOf(kind)).padStart(2, '0'),
    about,
    ...sides.flatMap((side) => side.rows.map((row) => columns.idOf(row))),
  ].join(' ');

/**
 * Contradictions in the order in which they are listed. Their keys, which are long, are not kept: where
 * others belong among them is found by halving.
 */
export class ListedContradictions {
  readonly #listed: readonly Showing[];
  readonly #columns: Columns;
  /** Before which of the listed others belong. */
  readonly #places = new WeakMap<Contradiction, number>();

  constructor(showings: readonly Showing[], columns: Columns) {
    this.#columns = columns;
    this.#listed = showings
      .map((each) => ({ key: keyOf(each.contradiction, columns), each }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ each }) => each);
  }

  /** Those that show on a day, and `more` that do, in order. */
  on(day: Day, more: readonly Contradiction[]): Contradiction[] {
    const others = this.#inOrder(more);
    const shown: Contradiction[] = [];
    let other = 0;
    const upTo = (place: number) => {
      for (; other < others.length && (others[other]?.place ?? 0) <= place; other += 1) {
        shown.push((others[other] as (typeof others)[0]).each);
      }
    };
    this.#listed.forEach(({ contradiction, days }, place) => {
      upTo(place);
      if (covers(days, day)) shown.push(contradiction);
    });
    upTo(this.#listed.length);
    return shown;
  }

  #inOrder(more: readonly Contradiction[]): { each: Contradiction; place: number }[] {
    return more
      .map((each) => ({ key: keyOf(each, this.#columns), each }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ key, each }) => ({ each, place: this.#placeOf(each, key) }));
  }

  #placeOf(contradiction: Contradiction, key: string): number {
    const found = this.#places.get(contradiction);
    if (found !== undefined) return found;
    const isBefore = (place: number) =>
      keyOf((this.#listed[place] as Showing).contradiction, this.#columns) < key;
    const place = lastWhere(this.#listed.length, isBefore) + 1;
    this.#places.set(contradiction, place);
    return place;
  }
}
