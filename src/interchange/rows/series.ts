import type { Series } from '../../ledger/queries/series.ts';
import type { Value } from './row.ts';

/** The columns of a series as rows. */
export const SERIES_COLUMNS = ['candidate', 'category', 'on', 'certain', 'most'];

/** A series as rows, one for each day on which a candidate's count in a category changes. */
export function seriesRows({ days, lines }: Series): Value[][] {
  return lines.flatMap(({ candidate, category, certain, most }) =>
    days.flatMap((on, index) => {
      const [now = 0, then = 0] = [certain[index], certain[index - 1]];
      const [nowMost = 0, thenMost = 0] = [most[index], most[index - 1]];
      const stays = now === then && nowMost === thenMost;
      return stays ? [] : [[candidate, category, on, now, nowMost]];
    }),
  );
}
