/** Asks a bench's contest how bodies voted, what was expected, who is silent and what contradicts. */
import type { Fulfilment } from '../../projections/expectations.ts';
import type { Silence } from '../../projections/silence.ts';
import type { AskedClocks } from '../../src/ledger/clocks.ts';
import type { Sources } from '../../src/ledger/queries/asking.ts';
import { askBallots } from '../../src/ledger/queries/ballots.ts';
import { askExpectations } from '../../src/ledger/queries/expectations.ts';
import { askReconciliation } from '../../src/ledger/queries/reconciliation.ts';
import { askResults } from '../../src/ledger/queries/results.ts';
import { askUndeclared } from '../../src/ledger/queries/undeclared.ts';
import { type Bench, CONTEST, id, type Sent, tally, tell, told } from '../support/given.ts';

type Data = Record<string, unknown>;

/** After all that these tests tell. */
export const LATE = '2010-12-31';

const sourcesOf = ({ store, reader, views, clock }: Bench): Sources => ({
  store,
  reader,
  views,
  now: () => clock,
});

/** The clocks of a question: a day alone, or all of them. */
type Asked = string | AskedClocks;
const clocks = (asked: Asked): AskedClocks => (typeof asked === 'string' ? { asOf: asked } : asked);

export const ballotsOn = (bench: Bench, asked: Asked = LATE) =>
  askBallots(sourcesOf(bench), CONTEST, clocks(asked));
export const expectationsOn = (bench: Bench, asked: Asked = LATE) =>
  askExpectations(sourcesOf(bench), CONTEST, clocks(asked));
export const resultsOn = (bench: Bench, asked: Asked = LATE) =>
  askResults(sourcesOf(bench), CONTEST, clocks(asked));
export const reconciledOn = (bench: Bench, asked: Asked = LATE) =>
  askReconciliation(sourcesOf(bench), CONTEST, clocks(asked));

/** Who of a category has not declared. */
export async function silenceOn(
  bench: Bench,
  category: string,
  asked: Asked = LATE,
  counts?: string,
): Promise<Silence> {
  const { categories } = await askUndeclared(sourcesOf(bench), CONTEST, clocks(asked), counts);
  const found = categories.find((each) => each.category === category);
  if (found === undefined) throw new Error(`no category ${category}`);
  return found;
}

/** A ballot of a body; what it leaves out is filled in. */
export const ballot = (data: Data, on = '2010-07-10'): Sent =>
  tell(
    'BallotResultReported',
    {
      ballot: 'b1',
      body: 'Members of T1',
      question: 'Whom to back?',
      method: 'plurality',
      options: [{ option: 'Ann', candidate: 'ann', share: '70' }],
      ...data,
    },
    on,
  );

export const expected = (
  endorser: string,
  candidate: string,
  on: string,
  likelihood = 'likely',
): Sent => tell('ExpectationReported', { endorser, candidate, likelihood }, on);

/** A result of one round: `{ ann: { votes: 3 } }`. */
export const result = (
  round: Readonly<Record<string, Data>>,
  more: Data = {},
  on = '2010-09-25',
): Sent => {
  const results = Object.entries(round).map(([candidate, told]) => ({ candidate, ...told }));
  const rounds = results.length === 0 ? [] : [{ round: 1, results }];
  return tell('ContestResultDeclared', { rounds, ...more }, on);
};

/** A table of nominations, and how many are left. */
export const table = (
  cells: Readonly<Record<string, number>>,
  on: string,
  undeclared: Readonly<Record<string, number>> = {},
  more: Data = {},
): Sent => tally(cells, on, undeclared, { of: 'nominations', ...more });

/** What became of each expectation, in short. */
export async function outcomes(
  bench: Bench,
  days: readonly string[],
): Promise<(Fulfilment | undefined)[]> {
  const all = await Promise.all(days.map((day) => expectationsOn(bench, day)));
  return all.map(({ expectations }) => expectations[0]?.outcome);
}

/** The contradictions of some entries, `kind: text`. */
export async function contradictions(
  entries: readonly Sent[],
  asked: Asked = LATE,
): Promise<string[]> {
  const { contradictions: all } = await reconciledOn(await told(...entries), asked);
  return all.map(({ kind, text }) => `${kind}: ${text}`);
}

/** The contradictions of one kind that some entries give. */
export const found = async (kind: string, entries: readonly Sent[]): Promise<string[]> =>
  (await contradictions(entries)).filter((text) => text.startsWith(`${kind}: `));

/** The outcomes of all figures, as `ann TU 2: agrees, 2 named`. */
export async function figures(bench: Bench, asked: Asked = LATE): Promise<string[]> {
  const { tallies } = await reconciledOn(bench, asked);
  return tallies.flatMap((each) =>
    each.figures.map(({ candidate, category, printed, outcome, named }) => {
      const limits = named.least === named.most ? named.most : `${named.least}–${named.most}`;
      return `${candidate ?? 'all'} ${category} ${printed}: ${outcome}, ${limits} named`;
    }),
  );
}

/** Says of which act a claim tells again. */
export const again = (name: string, more: Data = {}): Data => ({ act: id(name), ...more });
