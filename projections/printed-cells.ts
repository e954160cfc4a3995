import type { DataOf } from '../events/catalog.ts';
import type { Printed } from './cut.ts';
import type { Figure } from './figures.ts';

export type Tally = Printed<DataOf<'TallyReported'>>;

/** What is printed of a cell, or of who is left in a category (candidate null). */
export const printedKey = (candidate: string | null, category: string) =>
  `${candidate ?? ''} ${category}`;

/** The figures of tables by the cell that they are of. */
export function figuresOf(tallies: readonly Tally[]): Map<string, Figure[]> {
  const found = new Map<string, Figure[]>();
  const add = (key: string, figure: Figure) => {
    const some = found.get(key);
    if (some === undefined) found.set(key, [figure]);
    else some.push(figure);
  };
  for (const table of tallies) {
    for (const { candidate, category, value } of table.data.cells) {
      add(printedKey(candidate, category), { value, table });
    }
    for (const { category, value } of table.data.undeclared ?? []) {
      add(printedKey(null, category), { value, table });
    }
  }
  return found;
}
