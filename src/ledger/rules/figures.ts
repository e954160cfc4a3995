import type { BallotResultReported } from '../../../events/ballot-result-reported.ts';
import type { CandidateWithdrew } from '../../../events/candidate-withdrew.ts';
import type { ContestResultDeclared } from '../../../events/contest-result-declared.ts';
import type { ExpectationReported } from '../../../events/expectation-reported.ts';
import type { PollPublished } from '../../../events/poll-published.ts';
import type { TallyReported } from '../../../events/tally-reported.ts';
import {
  first,
  knownCandidates,
  knownCategories,
  knownEndorser,
  knownStage,
  type Rule,
} from './rule.ts';

/** Only who has entered can withdraw. */
export const candidateWithdrew: Rule<CandidateWithdrew> = ({ told: { data } }, around) =>
  knownCandidates([data.candidate], around);

/** A result names candidates of the contest. */
export const contestResultDeclared: Rule<ContestResultDeclared> = ({ told: { data } }, around) => {
  const winner = data.winner === undefined ? [] : [data.winner];
  const named = data.rounds.flatMap((round) => round.results.map((result) => result.candidate));
  return knownCandidates([...winner, ...named], around);
};

/** A ballot's options name candidates of the contest, where they name any. */
export const ballotResultReported: Rule<BallotResultReported> = ({ told: { data } }, around) =>
  knownCandidates(
    data.options.flatMap((option) => (option.candidate === undefined ? [] : [option.candidate])),
    around,
  );

/** A poll names candidates of the contest. */
export const pollPublished: Rule<PollPublished> = ({ told: { data } }, around) =>
  knownCandidates(
    data.shares.map((each) => each.candidate),
    around,
  );

/** A tally counts candidates, categories and a stage of the contest. */
export const tallyReported: Rule<TallyReported> = ({ told: { data } }, around) =>
  first(
    () => knownStage(data.stage, around),
    () =>
      knownCandidates(
        data.cells.map((cell) => cell.candidate),
        around,
      ),
    () =>
      knownCategories(
        [...data.cells, ...(data.undeclared ?? [])].map((cell) => cell.category),
        around,
      ),
  );

/** An expectation names an enrolled endorser and a candidate. */
export const expectationReported: Rule<ExpectationReported> = ({ told: { data } }, around) =>
  first(
    () => knownEndorser(data.endorser, around),
    () => knownCandidates([data.candidate], around),
  );
