import type { CheckedFigure, Tally } from '../../../projections/checked-tally.ts';
import type {
  Contradiction,
  ContradictionKind,
} from '../../../projections/contradictions/contradiction.ts';
import { inVotes } from '../../../projections/contradictions/votes.ts';
import type { Cut } from '../../../projections/cut.ts';
import { keptWith } from '../../../projections/kept-with.ts';
import { happenedBy } from '../../../projections/on-day.ts';
import { lastUpTo } from '../../../projections/steps.ts';
import type { AskedClocks, PrintedClocks } from '../clocks.ts';
import { atOneHead, eachContest, momentAt, requireContest, type Sources } from './asking.ts';
import { type Cited, type CitedTexts, citedTextsOf, readCited } from './citing.ts';
import { roomOf } from './kept-room.ts';
import { type CheckedTally, reconciledIn } from './reconciling.ts';

/** A printed table, figure by figure, beside the named entries. */
export interface ReconciledTally {
  readonly entry: string;
  readonly on: string | null;
  readonly of: Tally['data']['of'];
  readonly stage: string | null;
  readonly figures: readonly CheckedFigure[];
}

/** Things that cannot all be true, in one line, and the entries that say them. */
export interface Disagreement {
  readonly kind: ContradictionKind;
  readonly text: string;
  readonly about: string;
  readonly sides: readonly { readonly says: string; readonly entries: readonly string[] }[];
}

export interface Reconciliation {
  readonly contest: string;
  readonly title: string | null;
  readonly clocks: PrintedClocks;
  /** The digest of the standings of that moment. */
  readonly digest: string;
  readonly tallies: readonly ReconciledTally[];
  readonly contradictions: readonly Disagreement[];
  readonly sources: Cited;
}

/** More entries than these on one side are not named by their publishers. */
const NAMED_PUBLISHERS = 3;

function disagreement(
  { kind, about, sides }: Contradiction,
  { columns }: Cut,
  cited: CitedTexts,
): Disagreement {
  const publishers = (row: number): string[] => {
    const place = lastUpTo(cited.rows, row);
    const text = cited.rows[place] === row ? cited.texts[place] : undefined;
    const sources = text === undefined ? [] : Object.values(readCited([text])).flat();
    return sources.map((source) => source.publisher);
  };
  const text = sides.map(({ says, rows }) => {
    const all = [...new Set(rows.flatMap(publishers))];
    const more = all.length > NAMED_PUBLISHERS ? ' and others' : '';
    return all.length === 0
      ? says
      : `${says} (${all.slice(0, NAMED_PUBLISHERS).join(', ')}${more})`;
  });
  const told = sides.map(({ says, rows }) => ({
    says,
    entries: rows.map((row) => columns.idOf(row)),
  }));
  return { kind, text: `${about}: ${text.join('; ')}`, about, sides: told };
}

/** A value as it is written in a JSON list, a comma before it. */
const listed = (value: unknown): Buffer => Buffer.from(`,${JSON.stringify(value)}`);

/** What is told of one view, as it is listed: written once, and kept with it as far as there is room. */
class Written {
  readonly #view: Cut;
  readonly #texts = new WeakMap<object, Buffer>();

  constructor(view: Cut) {
    this.#view = view;
  }

  #once(what: object, tell: () => unknown): Buffer {
    let text = this.#texts.get(what);
    if (text === undefined) {
      text = listed(tell());
      if (roomOf(this.#view).take(text)) this.#texts.set(what, text);
    }
    return text;
  }

  tally(checked: CheckedTally): Buffer {
    return this.#once(checked, (): ReconciledTally => {
      const { id: entry, on, data } = checked.tally;
      const { of, stage = null } = data;
      return { entry, on, of, stage, figures: checked.figures };
    });
  }

  contradiction(contradiction: Contradiction, cited: CitedTexts): Buffer {
    return this.#once(contradiction, () => disagreement(contradiction, this.#view, cited));
  }
}

const writtenOf = keptWith((view: Cut) => new Written(view));

/** Lists or members without the comma before the first. */
const joined = ([first, ...others]: readonly Buffer[]): Buffer[] =>
  first === undefined ? [] : [first.subarray(1), ...others];

/**
 * Every printed table of a contest beside the named entries that its source could have known, and all
 * that sources say against one another, at three clocks: a Reconciliation, written as JSON. Refuses an
 * unknown contest or clock.
 */
export async function askReconciliationBytes(
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<Buffer> {
  await requireContest(sources, contest);
  const moment = await momentAt(sources, contest, asked, 'acts');
  const { timeline, clocks } = moment;
  const { view } = timeline;
  const reconciled = await reconciledIn(sources, contest, timeline, clocks);
  const tallies = reconciled.tallies.filter(
    ({ tally }) => happenedBy([tally], clocks.asOf).length > 0,
  );
  const votes = new Set(inVotes(view, clocks.asOf));
  const found = reconciled.contradictions.on(clocks.asOf, [...votes]);
  const cited = await citedTextsOf(sources.store, contest, view, [
    ...tallies.map(({ tally }) => tally.row),
    ...found.flatMap(({ sides }) => sides.flatMap((side) => side.rows)),
  ]);
  const written = writtenOf(view);
  const contradictions = found.map((each) =>
    // Those of votes are found anew from day to day, and would leave no room in the end.
    votes.has(each) ? listed(disagreement(each, view, cited)) : written.contradiction(each, cited),
  );
  const { state, printed, digest } = moment;
  const head = JSON.stringify({ contest, title: state.title, clocks: printed, digest });
  return Buffer.concat([
    Buffer.from(`${head.slice(0, -1)},"tallies":[`),
    ...joined(tallies.map((each) => written.tally(each))),
    Buffer.from('],"contradictions":['),
    ...joined(contradictions),
    Buffer.from('],"sources":{'),
    ...joined(cited.texts),
    Buffer.from('}}'),
  ]);
}

/** The same, read. */
export const askReconciliation = async (
  sources: Sources,
  contest: string,
  asked: AskedClocks,
): Promise<Reconciliation> =>
  JSON.parse(`${await askReconciliationBytes(sources, contest, asked)}`) as Reconciliation;

/** The same for every contest of the ledger that is known then. */
export async function askReconciliations(
  sources: Sources,
  asked: AskedClocks,
): Promise<Reconciliation[]> {
  const all: Reconciliation[] = [];
  const pinned = await atOneHead(sources.store, asked);
  for await (const contest of eachContest(sources.store)) {
    all.push(await askReconciliation(sources, contest, pinned));
  }
  return all.filter((each) => each.title !== null);
}
