import type { CheckedFigure } from '../../../projections/checked-tally.ts';
import type { ReconciledTally, Reconciliation } from '../../ledger/queries/reconciliation.ts';
import type { Value } from './row.ts';

/** The columns of a reconciliation as rows. */
export const RECONCILE_COLUMNS = [
  'contest',
  'row',
  'on',
  'of',
  'stage',
  'candidate',
  'category',
  'printed',
  'namedLeast',
  'namedMost',
  'outcome',
  'nowLeast',
  'nowMost',
  'nowOutcome',
  'text',
  'entries',
];

function figureRow(contest: string, tally: ReconciledTally, figure: CheckedFigure): Value[] {
  return [
    contest,
    figure.candidate === null ? 'declared' : 'figure',
    tally.on,
    tally.of,
    tally.stage,
    figure.candidate,
    figure.category,
    figure.printed,
    figure.named.least,
    figure.named.most,
    figure.outcome,
    figure.now.named.least,
    figure.now.named.most,
    figure.now.outcome,
    null,
    tally.entry,
  ];
}

/** A reconciliation as rows: figures, then contradictions. */
export function reconcileRows({ contest, tallies, contradictions }: Reconciliation): Value[][] {
  const figures = tallies.flatMap((tally) =>
    tally.figures.map((figure) => figureRow(contest, tally, figure)),
  );
  const told = contradictions.map(({ kind, text, sides }): Value[] => {
    const entries = sides.flatMap((side) => side.entries).join(' ');
    const nothing: Value[] = Array.from({ length: RECONCILE_COLUMNS.length - 4 }, () => null);
    return [contest, kind, ...nothing, text, entries];
  });
  return [...figures, ...told];
}
