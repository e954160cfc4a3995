import type { Cell } from './cell.ts';
import type { State } from './on-day.ts';

/** How a cell's counts differ. */
export interface CellChange {
  readonly candidate: string;
  readonly category: string;
  readonly certain: readonly [number, number];
  readonly possible: readonly [number, number];
  readonly lapsed: readonly [number, number];
  readonly best: readonly [number, number];
}

/** The cells whose counts differ between two states, by candidate and category. */
export function cellChanges(from: State, to: State): CellChange[] {
  const cells = new Map<string, Partial<Record<'from' | 'to', Cell>>>();
  const note = (state: State, side: 'from' | 'to') => {
    for (const { candidate, cells: counts } of state.candidates) {
      for (const [category, cell] of Object.entries(counts)) {
        const key = `${candidate} ${category}`;
        cells.set(key, { ...cells.get(key), [side]: cell });
      }
    }
  };
  note(from, 'from');
  note(to, 'to');
  return [...cells].sort().flatMap(([key, pair]) => {
    const [candidate = '', category = ''] = key.split(' ');
    const counts = (of: 'certain' | 'possible' | 'lapsed' | 'best') =>
      [pair.from?.[of] ?? 0, pair.to?.[of] ?? 0] as const;
    const change = {
      candidate,
      category,
      certain: counts('certain'),
      possible: counts('possible'),
      lapsed: counts('lapsed'),
      best: counts('best'),
    };
    const same = [change.certain, change.possible, change.lapsed, change.best].every(
      ([one, other]) => one === other,
    );
    return same ? [] : [change];
  });
}
