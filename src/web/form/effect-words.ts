import { cellChanges } from '../../../projections/cell-changes.ts';
import { nameIn } from '../../ledger/queries/names.ts';
import type { Standings } from '../../ledger/queries/standings.ts';
import { behindNumber, behindUndeclared } from '../behind-number.ts';
import { countText } from '../standings-table.ts';

/** The standings of a day before and after. */
export interface Effect {
  readonly before: Standings;
  readonly after: Standings;
}

/** A number that changes: whose it is, what is behind it now, and how it changes. */
export interface EffectLine {
  readonly what: string;
  readonly at: string;
  readonly change: string;
}

/** A number before and after; undefined where it does not change. */
const moved = (what: string, before: string, after: string): string | undefined =>
  before === after ? undefined : `${what}${before} → ${after}`;

function cellLines(
  { before, after }: Effect,
  candidates: Readonly<Record<string, string>>,
): EffectLine[] {
  const { contest, clocks } = after;
  return cellChanges(before, after).map(
    ({ candidate, category, certain, possible, lapsed, best }) => {
      const [was, is] = [0, 1].map((side) => countText(certain[side] ?? 0, possible[side] ?? 0));
      const parts = [
        moved('', was?.shown ?? '', is?.shown ?? ''),
        moved('lapsed ', `${lapsed[0]}`, `${lapsed[1]}`),
        // Where nothing is printed the best number is that of the certain.
        best[0] === certain[0] && best[1] === certain[1]
          ? undefined
          : moved('best number ', `${best[0]}`, `${best[1]}`),
      ].filter((part) => part !== undefined);
      return {
        what: `${nameIn(candidates, candidate)}, ${category}`,
        at: behindNumber(contest, { asOf: clocks.asOf }, { candidate, category }),
        change: parts.join('; '),
      };
    },
  );
}

function undeclaredLines({ before, after }: Effect): EffectLine[] {
  const { contest, clocks } = after;
  const text = ({ undeclared }: Standings, category: string) =>
    `${undeclared[category]?.value ?? 'unknown'}`;
  return after.categories.flatMap((category) => {
    const change = moved('', text(before, category), text(after, category));
    const at = behindUndeclared(contest, { asOf: clocks.asOf }, category);
    return change === undefined ? [] : [{ what: `${category} yet to declare`, at, change }];
  });
}

/** What changes between the standings of a day and what they would be, a line each; none: nothing. */
export const effectLines = (
  effect: Effect,
  candidates: Readonly<Record<string, string>>,
): EffectLine[] => [...cellLines(effect, candidates), ...undeclaredLines(effect)];
