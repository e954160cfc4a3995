import { setImmediate as turn } from 'node:timers/promises';
import type { Refusal } from '../ledger/refusals.ts';
import type { Service } from '../ledger/service.ts';
import type { Offers } from '../web/form/offers.ts';
import type { ImportList, ImportRow, RowFault } from './import-row.ts';
import { type Known, knownOf } from './import-stored.ts';
import { refusalFault } from './refusal-help.ts';
import { problemOfRefusal } from './refusal-problem.ts';

/** How many rows the ledger may refuse before the rest is left for another time. */
const MOST_REFUSED = 100;

/** A row of which the ledger would warn. */
export interface RowWarning {
  readonly line: number;
  readonly says: string;
}

/** A list as it was judged: what of it could be appended now, in one step. */
export interface Judged extends Omit<Known, 'fresh'> {
  readonly good: readonly ImportRow[];
  readonly faults: readonly RowFault[];
  readonly warnings: readonly RowWarning[];
  /** How many rows were not tried, because the ledger had refused too many before them. */
  readonly untried: number;
}

/** Where a list would go, and who would record it. */
export interface Destination {
  readonly contest: string;
  readonly recordedBy: string;
  readonly offers: Offers;
}

/** How a list says that a row tells an act again, or another one: the ledger's own words are those of JSON. */
const againOrAnew = (message: string, act: string, written: ImportRow['written']): string =>
  `${message.replace(/:.*$/s, '')}, ${act}: give that id as ${written('data.act')} where this tells it again, or say true as ${written('data.anew')} where it is another`;

async function faultOf(
  service: Service,
  { contest, offers }: Destination,
  { line, values, draft, written }: ImportRow,
  refusal: Refusal,
): Promise<RowFault> {
  const problem = await problemOfRefusal(service, refusal, { contest, isList: true });
  const task = { type: draft.type, contest };
  const { name, says } = refusalFault(problem, { task, values, offers });
  const column = name === '' ? '' : written(name);
  const [act] = refusal.candidates ?? [];
  const told =
    refusal.code === 'same-act-or-anew' && act !== undefined
      ? againOrAnew(says, act, written)
      : says.replace(/\.$/, '');
  return { line, column, value: values.get(name) ?? '', problem: told };
}

/** Which of the rows the ledger would take together, each seeing those before it; one that it refuses is left out. */
async function tried(service: Service, to: Destination, rows: readonly ImportRow[]) {
  const { contest, recordedBy } = to;
  const faults: RowFault[] = [];
  let left = rows;
  while (left.length > 0) {
    const drafts = left.map(({ draft }) => draft);
    const done = await service.ledger.append(contest, drafts, { recordedBy, dryRun: true });
    if (done.ok) {
      const warnings = done.warnings.map(({ index, message }) => ({
        line: left[index]?.line ?? 0,
        says: message,
      }));
      return { good: left, faults, warnings, untried: 0 };
    }
    const { index } = done.refusal;
    const refused = left[index];
    if (refused === undefined) throw new Error(`row ${index} is refused, and is none`);
    faults.push(await faultOf(service, to, refused, done.refusal));
    left = left.toSpliced(index, 1);
    // Others are not to wait until a long list is judged.
    await turn();
    if (faults.length === MOST_REFUSED) break;
  }
  return { good: [], faults, warnings: [], untried: left.length };
}

/** Judges the rows of a list together, as an append would; nothing is stored. */
export async function judge(service: Service, to: Destination, list: ImportList): Promise<Judged> {
  const { fresh, there, repeated } = await knownOf(service, to.contest, list.rows);
  const { faults, ...rest } = await tried(service, to, fresh);
  const all = [...list.faults, ...faults].toSorted((one, other) => one.line - other.line);
  return { ...rest, faults: all, there, repeated };
}
