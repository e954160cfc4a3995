import type { Command } from 'commander';
import {
  type AskedAny,
  isCell,
  PROVENANCE_COLUMNS,
  provenanceRows,
} from '../interchange/rows/provenance.ts';
import type { Value } from '../interchange/rows/row.ts';
import { nameIn } from '../ledger/queries/names.ts';
import { askNumber } from '../ledger/queries/number.ts';
import type { AskedCell, AskedUndeclared } from '../ledger/queries/provenance.ts';
import { brief } from './citations.ts';
import { type Context, clocksIn, type ReadFlags, withPolicy } from './context.ts';
import { readingCommand } from './reading.ts';
import { say } from './terminal.ts';

const EXAMPLES = `
Examples:
  hustings provenance labour-leader-2010 --candidate david-miliband \\
    --category TU --as-of 2010-07-14
  hustings provenance labour-leader-2020 --candidate keir-starmer \\
    --category MP --counts nominations --as-of 2020-01-10 -f json
  hustings provenance labour-leader-2010 --undeclared --category TU \\
    --as-of 2010-07-14

Rows are one a claim: whose, how the endorser and the act stand and why, what
the claim says, and its effect: alone; sets-earliest, sets-latest or sets-both
where it narrows the days; agrees; contradicts; or disputed, which narrows
nothing.`;

interface NumberFlags extends ReadFlags {
  readonly candidate?: string;
  readonly category: string;
  readonly undeclared?: boolean;
}

/** A row for a reader: who, how it stands, and what the claim says. */
function tableRow(row: readonly Value[]): string[] {
  const field = (name: string) => String(row[PROVENANCE_COLUMNS.indexOf(name)] ?? '');
  const [what, entry] = [field('row'), brief(field('entry'))];
  if (what !== 'claim' && what !== 'stance') {
    return [what, field('value'), field('on'), field('publisher'), entry];
  }
  const said = [field('role'), field('kind'), field('decidedBy')].filter((each) => each !== '');
  const effect = field('effect') === '' ? '' : ` (${field('effect')})`;
  return [
    field('name'),
    `${field('stand')}\n${field('actStands')}: ${field('why')}`,
    `${said.join(', ')}\n${field('on')}${effect}`,
    `${field('publisher')} ${field('published')}`,
    entry,
  ];
}

const listed = ({ names }: AskedAny, slugs: readonly string[]): string =>
  slugs.map((slug) => nameIn(names, slug)).join(', ');

function saidOfCell(answer: AskedCell): string[] {
  const { cell, best, candidate, category } = answer;
  const { certain, possible, lapsed } = cell;
  const counted = `${category} for ${candidate}: ${certain} certain, ${possible} possible, ${lapsed} lapsed`;
  const moves = [
    ...(best.came.length > 0 ? [`came since: ${listed(answer, best.came)}`] : []),
    ...(best.went.length > 0 ? [`went since: ${listed(answer, best.went)}`] : []),
  ];
  const from =
    best.basis === 'printed' && best.printed !== null
      ? [`best ${best.value}: ${best.printed.value} printed ${best.printed.on}`, ...moves].join(
          '; ',
        )
      : `best ${best.value}: those who are certain by name`;
  const conflicts = answer.conflicts.map(
    ({ kind, endorser, entries }) =>
      `conflict (${kind}): ${endorser ?? candidate}: ${entries.join(', ')}`,
  );
  return [counted, from, ...conflicts];
}

function saidOfUndeclared(answer: AskedUndeclared): string[] {
  const { category, undeclared, size, printed, declared } = answer;
  const since = declared.filter((each) => each.since).length;
  const parts = [
    ...(size === null ? [] : [`${size.value} in all less ${declared.length} declared by name`]),
    ...(printed === null ? [] : [`${printed.value} printed less ${since} declared since`]),
  ];
  const value = undeclared.value === null ? 'unknown' : `${undeclared.value}`;
  return [
    `${category} yet to declare: ${value} (${undeclared.basis}): ${parts.join('; ') || 'no source says how many there are'}`,
  ];
}

function talk(context: Context, answer: AskedAny): void {
  const said = isCell(answer) ? saidOfCell(answer) : saidOfUndeclared(answer);
  for (const line of said) say(context.terminal, line);
  const { byReportedBy, byKnownAt, byEither } = answer.hidden;
  if (byEither === 0) return;
  say(
    context.terminal,
    `other clocks show more claims: ${byReportedBy} published later, ${byKnownAt} recorded later, ${byEither} in all`,
    'yellow',
  );
}

/** `hustings provenance C`. */
export function provenanceCommand(program: Command, context: Context): void {
  readingCommand<AskedAny, NumberFlags>(program, context, {
    name: 'provenance',
    description: 'every claim behind one number of the standings, and what each does to it',
    examples: EXAMPLES,
    flags: (command) =>
      withPolicy(command)
        .option('--candidate <candidate>', 'whose number, as the standings list it')
        .option('--undeclared', 'the number of those who have yet to declare')
        .requiredOption('--category <category>', 'which kind of endorser, as in MP'),
    ask: (service, contest, { candidate, category, undeclared, counts, ...flags }) =>
      askNumber(service, { contest, candidate, category, undeclared, counts }, clocksIn(flags)),
    columns: PROVENANCE_COLUMNS,
    rows: provenanceRows,
    table: (answer) => ({
      head: ['who', 'stands', 'says', 'published', 'entry'],
      rows: provenanceRows(answer).map(tableRow),
      ruled: true,
    }),
    nothing: 'No claim is behind this number at these clocks.',
    talk,
  });
}
