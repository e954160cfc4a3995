import type { Source } from '../../../events/source.ts';
import type { Copy, Said } from './copy.ts';
import type { Live, LiveAct, LiveRecord } from './live.ts';

const first = (records: readonly LiveRecord[]): string | undefined =>
  records.map(({ day }) => day).toSorted()[0];

/** From which copies on acts are told no more, by their ids; those that still are have none. */
function endsOf(acts: readonly LiveAct[]): ReadonlyMap<string, string> {
  const replaced = Map.groupBy(acts, (act) => act.replaces);
  const ends = new Map<string, string>();
  for (const { id, withdrawals, strikes } of acts) {
    const end = first([...withdrawals, ...strikes, ...(replaced.get(id) ?? [])]);
    if (end !== undefined) ends.set(id, end);
  }
  return ends;
}

function saidOn(day: string, act: LiveAct, end: string | undefined): Said | undefined {
  if (act.day > day || (end !== undefined && end <= day)) return undefined;
  const date = act.dates.findLast((each) => each.day <= day);
  const { candidate, data, others } = act;
  const { dated, on: written } = date ?? act;
  const on = dated ? written : null;
  return { candidate, on, data, others, row: null };
}

/** The copies that are in the ledger, as what they made of it tells them, by day. */
export function knownCopies({ copies, acts }: Live): Copy[] {
  const ends = endsOf(acts);
  return [...copies].map(([day, source]: [string, Source]) => {
    const said = new Map<string, Said>();
    for (const act of acts) {
      const now = saidOn(day, act, ends.get(act.id));
      if (now !== undefined) said.set(act.endorser, now);
    }
    return { day, source, roll: null, said };
  });
}
