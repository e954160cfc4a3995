import type { Draft } from '../../../events/entry.ts';
import { MENDED } from './copy.ts';
import { mend, strike, type Telling, versionOf } from './drafts.ts';
import { canEnd, daysOf, type ToldAct } from './history.ts';
import type { LiveAct } from './live.ts';

/** An act that is told, with what the ledger has of it. */
export interface Met {
  readonly act: ToldAct;
  readonly held: LiveAct | undefined;
}

/** All days that copies or the ledger give an act of the ledger. */
function allDays(met: readonly Met[], held: LiveAct): string[] {
  const act = met.find((each) => each.held === held)?.act;
  const days = [held, ...held.dates].flatMap(({ on }) => on ?? []);
  return act === undefined ? days : [...daysOf(act), ...days];
}

/** Takes away the withdrawals of an act that stand in the way of its days. */
function withoutEnds(met: readonly Met[], held: LiveAct, add: (draft: Draft) => void): LiveAct {
  const end = met.find((each) => each.held === held)?.act.end;
  const ends = held.withdrawals.flatMap(({ on }) => on ?? []);
  if (end?.how === 'withdrawn') ends.push(end.on);
  if (canEnd(allDays(met, held), ends)) return held;
  for (const { id } of held.withdrawals) add(strike(id));
  return { ...held, withdrawals: [] };
}

/** Takes away that an act takes the place of another, where that stands in the way of their days. */
function withoutTie(
  telling: Telling,
  met: readonly Met[],
  live: readonly LiveAct[],
  held: LiveAct,
  add: (draft: Draft) => void,
): string | null {
  const replaced = live.find(({ id }) => id === held.replaces);
  if (replaced === undefined || held.byHand) return held.replaces;
  if (canEnd(allDays(met, replaced), allDays(met, held))) return held.replaces;
  const tie = held.retells === null ? { anew: true } : { act: held.retells };
  const data = { ...held.data, ...tie };
  add(mend({ entry: held.id, why: MENDED, data, dataVersion: versionOf(telling.type) }));
  return null;
}

/**
 * Takes ends away that stand in the way: while days change one after another, the ledger would take one of them
 * for an end before its act. Answers what is live without them.
 */
export const loosened = (
  telling: Telling,
  met: readonly Met[],
  live: readonly LiveAct[],
  add: (draft: Draft) => void,
): LiveAct[] =>
  live.map((held) => ({
    ...withoutEnds(met, held, add),
    replaces: withoutTie(telling, met, live, held, add),
  }));
