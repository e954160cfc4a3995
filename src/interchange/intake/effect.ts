import type { Draft } from '../../../events/entry.ts';
import { askEffect } from '../../ledger/queries/effect.ts';
import type { Standings } from '../../ledger/queries/standings.ts';
import type { Service } from '../../ledger/service.ts';
import type { CellEffect } from './outcome.ts';

type Counts = readonly [certain: number, possible: number];

const NONE: Counts = [0, 0];

/** The counts of standings by candidate and category. */
function countsOf({ candidates }: Standings): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { candidate, cells } of candidates) {
    for (const [category, { certain, possible }] of Object.entries(cells)) {
      counts.set(`${candidate} ${category}`, [certain, possible]);
    }
  }
  return counts;
}

/** What entries that the ledger would take change in today's standings of their contest: the counts that differ. */
export async function effectOf(
  service: Service,
  contest: string,
  drafts: readonly Draft[],
  recordedBy: string,
): Promise<CellEffect[]> {
  if (drafts.length === 0) return [];
  const effect = await askEffect(service, contest, drafts, { clocks: {}, recordedBy });
  if (!effect.ok) throw new Error(`what was good is refused: ${effect.refusal.message}`);
  const before = countsOf(effect.before);
  return [...countsOf(effect.after)].flatMap(([key, after]) => {
    const [candidate = '', category = ''] = key.split(' ');
    const was = before.get(key) ?? NONE;
    const same = was[0] === after[0] && was[1] === after[1];
    return same ? [] : [{ candidate, category, before: was, after }];
  });
}
