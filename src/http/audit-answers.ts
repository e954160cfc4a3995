import { WEAKNESSES } from '../../projections/weak.ts';
import { verificationBody } from '../interchange/verification.ts';
import { checkedRows } from '../interchange/verification-words.ts';
import { NotFound } from '../ledger/queries/asking.ts';
import type { CheckpointsPage } from '../ledger/queries/log-state.ts';
import type { Verifier } from '../tlog/keys.ts';
import type { AuditShown } from '../web/audit-page.ts';
import { momentText } from '../web/audit-parts.ts';
import type { RunShown } from '../web/run-shown.ts';
import { answer } from './reads.ts';
import type { Answer } from './representation.ts';

/** The auditor's first page as data: the state of the log, and a row for each contest's weak claims. */
export const startAnswer = ({ state, vkeys, weak }: AuditShown): Answer =>
  answer(
    { ...state, vkeys, clocks: weak.clocks, weak: weak.contests },
    ['contest', 'claims', ...WEAKNESSES],
    (body) =>
      body.weak.map(({ contest, claims, counts }) => [
        contest,
        claims,
        ...WEAKNESSES.map((each) => counts[each]),
      ]),
  );

/** The published checkpoints as data, a row each. */
export const checkpointsAnswer = (page: CheckpointsPage): Answer =>
  answer(page, ['size', 'recordedAt'], ({ checkpoints }) =>
    checkpoints.map(({ size, recordedAt }) => [size, recordedAt]),
  );

/** How it stands with a run, as data. */
function runBody({ id, by, begun, since, state }: RunShown, keys: readonly Verifier[]) {
  return {
    id,
    by,
    begun: momentText(begun),
    ended: state.is === 'running' ? null : momentText(state.ended),
    since: since ?? null,
    state: state.is,
    step: state.is === 'running' || state.is === 'stopped' ? (state.step ?? null) : null,
    report: state.is === 'done' ? verificationBody(state.report, keys) : null,
  };
}

/** The known verifications as data, a row each. */
export const runsAnswer = (runs: readonly RunShown[], keys: readonly Verifier[]): Answer =>
  answer(
    runs.map((run) => runBody(run, keys)),
    ['id', 'begun', 'by', 'ended', 'state', 'faults'],
    (bodies) =>
      bodies.map(({ id, begun, by, ended, state, report }) => [
        id,
        begun,
        by,
        ended,
        state,
        report === null ? null : report.faults.count,
      ]),
  );

/** A verification as data: the rows are those of `hustings verify`. Refuses, as NotFound, one that is not known. */
export function runAnswer(
  id: string,
  run: RunShown | undefined,
  keys: readonly Verifier[],
): Answer {
  if (run === undefined) {
    throw new NotFound(`There is no verification ${id}: what one found is kept for an hour.`);
  }
  const { state } = run;
  const rows = state.is === 'done' ? checkedRows(state.report, keys) : [];
  return answer(runBody(run, keys), ['what', 'checked', 'result'], () =>
    rows.map((row) => [...row]),
  );
}
