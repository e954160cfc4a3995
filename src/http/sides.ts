import { type AskedClocks, BadQuestion } from '../ledger/clocks.ts';
import { clocksOf, type Sources } from '../ledger/queries/asking.ts';

/** What a comparison is asked with: the clocks of both sides, and parameters that set those of one. */
export interface SidesAsked {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly clocks: AskedClocks;
}

type Which = 'from' | 'to';

/** One side's clocks: its own parameter first, else the one that holds for both. */
export const sideOf = ({ query, clocks }: SidesAsked, which: Which): AskedClocks => ({
  asOf: query[which],
  reportedBy: query[`${which}ReportedBy`] ?? clocks.reportedBy,
  knownAt: query[`${which}KnownAt`] ?? clocks.knownAt,
});

async function checkSide(sources: Sources, asked: SidesAsked, which: Which): Promise<void> {
  try {
    await clocksOf(sources, sideOf(asked, which));
  } catch (error) {
    if (!(error instanceof BadQuestion)) throw error;
    const { parameter, message } = error;
    const own = `${which}${parameter.charAt(0).toUpperCase()}${parameter.slice(1)}`;
    const said = asked.query[own] === undefined ? parameter : own;
    const name = parameter === 'asOf' ? which : said;
    throw new BadQuestion(name, message.replace(parameter, name));
  }
}

/** Refuses a clock of either side under the name of the parameter that set it. */
export async function checkSides(sources: Sources, asked: SidesAsked): Promise<void> {
  await checkSide(sources, asked, 'from');
  await checkSide(sources, asked, 'to');
}
