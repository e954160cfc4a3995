import { sheetOf } from '../interchange/csv-rows.ts';
import type { Known } from '../ledger/queries/offers.ts';
import type { Service } from '../ledger/service.ts';
import { FORMAT_WORDS, type ImportShown, importPage, type ListSaid } from '../web/import-page.ts';
import type { Appending, Asked } from './appending.ts';
import { effectsOf, wordsOf } from './import-effects.ts';
import type { ListLimits, WrongForm } from './import-form.ts';
import type { Judged } from './import-judging.ts';
import type { ImportList, RowFault } from './import-row.ts';
import type { Shown } from './page.ts';
import { MEDIA } from './representation.ts';
import { STATUS } from './status.ts';

/** A form for a list at some step: where it goes, and what it says. */
export interface FormState {
  readonly contest: string;
  readonly known: Known;
  readonly limits: ListLimits;
  readonly said: ListSaid;
}

/** What is shown beside the form. */
export interface Beside {
  readonly wrong?: WrongForm;
  readonly carried?: ListSaid;
  readonly notice?: ImportShown['notice'];
  readonly dryRun?: ImportShown['dryRun'];
}

/** The page of the form. */
export function shownForm(
  { contest, known, limits, said }: FormState,
  { wrong, carried = {}, notice = null, dryRun = null }: Beside = {},
): Shown {
  const { title, entries } = known.contest;
  const frame = importPage({
    contest,
    title: title ?? contest,
    entries,
    limits: { rows: limits.batchLimit, bytes: limits.bodyLimit },
    said,
    faults: wrong === undefined ? [] : [wrong.fault],
    carried,
    notice,
    dryRun,
  });
  return { status: wrong?.status ?? STATUS.ok, frame };
}

/** A list that was judged, and what its form carries. */
export interface DryRun {
  readonly list: ImportList;
  readonly judged: Judged;
  readonly asked: Asked;
  readonly carried: ListSaid;
  readonly notice: ImportShown['notice'];
}

/** The page of what a list would do. */
export async function shownDryRun(
  { service, appending }: { readonly service: Service; readonly appending: Appending },
  state: FormState,
  { list, judged, asked, carried, notice }: DryRun,
): Promise<Shown> {
  const { good, faults, warnings, untried } = judged;
  const dryRun = {
    count: list.count,
    format: FORMAT_WORDS[list.format],
    good: good.length,
    told: await wordsOf(service, state.contest, good),
    there: judged.there.map(({ row, id }) => ({ line: row.line, id })),
    repeated: judged.repeated.map(({ row, first }) => ({ line: row.line, first })),
    faults,
    warnings,
    untried,
    effects: good.length === 0 ? [] : await effectsOf(appending, asked, good, state.known),
  };
  return shownForm(state, { carried, notice, dryRun });
}

/** The table of what is wrong with a list, as a file. */
export function errorsFile(contest: string, faults: readonly RowFault[]): Shown {
  const rows = faults.map(({ line, column, value, problem }) => [line, column, value, problem]);
  const text = sheetOf([['line', 'column', 'value', 'problem'], ...rows]);
  return { download: { name: `${contest}-errors.csv`, type: MEDIA.csv, text } };
}
