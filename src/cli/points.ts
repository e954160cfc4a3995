import type { Command } from 'commander';
import type { Weighed } from '../../projections/points.ts';
import { POINTS_COLUMNS, pointsRows } from '../interchange/rows/points.ts';
import { askPoints, type Points } from '../ledger/queries/points.ts';
import { type Context, clocksIn, type ReadFlags, withPolicy } from './context.ts';
import { readingCommand } from './reading.ts';
import type { Drawing } from './table.ts';
import { say } from './terminal.ts';

interface PointsFlags extends ReadFlags {
  readonly weighing?: string;
}

const EXAMPLES = `
Examples:
  hustings points us-democrats-2020 --as-of 2020-03-01
  hustings points us-democrats-2020 --weighing fivethirtyeight -f csv

Points are somebody's published way of weighing endorsers, which the opening of
the contest names with its source (data.weighings): a view of the standings, and
never a count. 24–32 means: 24 certainly, and up to 32.`;

const limits = ({ certain, possible }: Weighed): string =>
  possible === 0 ? `${certain}` : `${certain}–${certain + possible}`;

function tableOf({ weighing, candidates }: Points): Drawing {
  const head = weighing.points.map(({ category, points }) => `${category} × ${points}`);
  const rows = candidates.map(({ name, points, cells }) => [
    name,
    limits(points),
    ...Object.values(cells).map((cell) => (cell.certain + cell.possible === 0 ? '' : limits(cell))),
  ]);
  return { head: ['', 'points', ...head], rows };
}

function sayWeighing({ terminal }: Context, { weighing, unweighed, weighings }: Points): void {
  const { name, source } = weighing;
  const { publisher, title, published, url } = source;
  const on = published === undefined ? '' : `, ${published}`;
  say(terminal, `points by ${name}: ${publisher}, “${title}”${on}, ${url}`, 'bold');
  if (unweighed.length > 0) say(terminal, `without points: ${unweighed.join(', ')}`);
  const others = weighings.filter((each) => each !== weighing.weighing);
  if (others.length > 0) say(terminal, `other weighings: ${others.join(', ')}`);
}

/** `hustings points C`. */
export function pointsCommand(program: Command, context: Context): void {
  readingCommand(program, context, {
    name: 'points',
    description: 'the standings in points, by a weighing that the contest names',
    examples: EXAMPLES,
    flags: (command) =>
      withPolicy(
        command.option('--weighing <weighing>', 'by this one (default: the first of the contest)'),
      ),
    ask: (service, contest, flags: PointsFlags) =>
      askPoints(service, contest, clocksIn(flags), flags),
    columns: POINTS_COLUMNS,
    rows: pointsRows,
    table: tableOf,
    nothing: 'No candidate had entered by then.',
    talk: sayWeighing,
  });
}
