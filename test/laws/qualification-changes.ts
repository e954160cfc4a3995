/** Compares what a ledger says of a case before and after a change of it. */
import fc from 'fast-check';
import type { Sent } from '../support/given.ts';
import type { Case } from './oracle-qualification.ts';
import type { Candidate } from './oracle-qualification-acts.ts';
import { CANDIDATES, judged, LOOKS } from './qualification-cases.ts';
import { RUNS, SEED } from './settings.ts';

/** How many cases a law of changes is tried with. */
export const CASES = (3 * RUNS) / 20;

/** Verdicts in order: the greater, the better. */
export const LEVEL = { not: 0, possibly: 1, qualified: 2 } as const;
/** How often, and from which seed. */
export const settings = { seed: SEED, numRuns: CASES };
/** A law's name, with how often it is tried. */
export const named = (statement: string) => `${statement} [${CASES} cases, LAWS_SEED=${SEED}]`;

/** Whom to look at, and the tables that are printed before and after. */
interface Beside {
  readonly candidates?: readonly Candidate[];
  readonly printed?: readonly Sent[];
}

/** Is told of a candidate's levels before and after a change. */
export type Look = (level: [before: number, after: number], where: string) => void;

/** Looks at every candidate and day of a case before and after a change; skips what the ledger refuses. */
export async function compared(
  before: Case,
  after: Case,
  look: Look,
  { candidates = CANDIDATES, printed = [] }: Beside = {},
): Promise<void> {
  const [old, young] = [await judged(before, printed), await judged(after, printed)];
  fc.pre(old !== undefined && young !== undefined);
  for (const candidate of candidates) {
    for (const day of LOOKS) {
      const verdicts = [old?.(candidate, day).verdict, young?.(candidate, day).verdict] as const;
      const [one, other] = verdicts.map((verdict) => LEVEL[verdict ?? 'not']);
      look([one ?? 0, other ?? 0], `${candidate} on day ${day}: ${verdicts.join(' became ')}`);
    }
  }
}
