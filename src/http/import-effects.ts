import type { Known } from '../ledger/queries/offers.ts';
import type { Service } from '../ledger/service.ts';
import { lastDayOf } from '../web/behind-number.ts';
import type { DayEffect } from '../web/draft-preview.ts';
import { effectLines } from '../web/form/effect-words.ts';
import type { RowShown } from '../web/import-dry-run.ts';
import { whenText } from '../web/when.ts';
import type { Appending, Asked } from './appending.ts';
import { asEntry, tellerFor } from './entry-telling.ts';
import type { ImportRow } from './import-row.ts';

/** How many entries are told in words. */
const TOLD = 50;

/** What candidates are called, those whom the rows enter among them. */
function candidatesIn(rows: readonly ImportRow[], { candidates }: Known): Record<string, string> {
  const entered = rows.flatMap(({ draft }): [string, string][] =>
    draft.type === 'CandidateEntered' ? [[`${draft.data.candidate}`, `${draft.data.name}`]] : [],
  );
  return { ...Object.fromEntries(entered), ...candidates };
}

/** What rows would change: on the last day that they tell of, and today. */
export async function effectsOf(
  appending: Appending,
  asked: Asked,
  rows: readonly ImportRow[],
  known: Known,
): Promise<DayEffect[]> {
  const candidates = candidatesIn(rows, known);
  const on = async (asOf: string | undefined): Promise<DayEffect[]> => {
    const { before, after } = await appending.effect(asked, { asOf });
    if (before === null || after === null) return [];
    return [{ day: after.clocks.asOf, lines: effectLines({ before, after }, candidates) }];
  };
  const today = await on(undefined);
  const days = rows.flatMap(({ draft }) => lastDayOf(draft.on ?? null) ?? []);
  const last = days.toSorted().at(-1);
  const [now] = today;
  return last === undefined || now === undefined || last >= now.day
    ? today
    : [...(await on(last)), ...today];
}

/** The first rows as the entries that they would become, in words. */
export async function wordsOf(
  service: Service,
  contest: string,
  rows: readonly ImportRow[],
): Promise<RowShown[]> {
  const says = await tellerFor(
    service,
    contest,
    rows.map(({ draft }) => asEntry(draft)),
  );
  return rows.slice(0, TOLD).map(({ line, draft }) => ({
    line,
    says: says(asEntry(draft)),
    when: draft.on === undefined ? '' : whenText(draft.on),
  }));
}
