import type { Command } from 'commander';
import type { ProvenFigure } from '../../projections/provenance.ts';
import type { ProvenAct, ProvenClaim } from '../../projections/provenance-claims.ts';
import type { Value } from '../interchange/rows/row.ts';
import { BadQuestion } from '../ledger/clocks.ts';
import {
  type AskedCell,
  type AskedUndeclared,
  askCell,
  askUndeclaredNumber,
} from '../ledger/queries/provenance.ts';
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

type AskedAny = AskedCell | AskedUndeclared;

const isCell = (answer: AskedAny): answer is AskedCell => 'cell' in answer;

const COLUMNS = [
  'row',
  'endorser',
  'name',
  'category',
  'stand',
  'act',
  'kind',
  'begun',
  'ended',
  'actStands',
  'why',
  'role',
  'on',
  'effect',
  'decidedBy',
  'published',
  'publisher',
  'url',
  'value',
  'entry',
];

/** The first source of an entry, as far as a row tells it. */
function cited({ sources }: AskedAny, entry: string): Value[] {
  const [source] = sources[entry] ?? [];
  return [source?.published ?? null, source?.publisher ?? null, source?.url ?? null];
}

type Who = { readonly endorser: string; readonly category: string; readonly stand: string };

const whoseOf = ({ names }: AskedAny, { endorser, category, stand }: Who): Value[] => [
  endorser,
  names[endorser] ?? endorser,
  category,
  stand,
];

function claimRow(answer: AskedAny, who: Who, act: ProvenAct, claim: ProvenClaim): Value[] {
  const { kind, begun, ended, stand, why } = act;
  return [
    'claim',
    ...whoseOf(answer, who),
    act.act,
    kind,
    begun,
    ended,
    stand,
    why,
    claim.role,
    claim.on,
    claim.effect,
    claim.decidedBy,
    ...cited(answer, claim.entry),
    null,
    claim.entry,
  ];
}

const actRows = (answer: AskedAny, who: Who, acts: readonly ProvenAct[]): Value[][] =>
  acts.flatMap((act) => act.claims.map((claim) => claimRow(answer, who, act, claim)));

function figureRow(answer: AskedAny, row: string, figure: ProvenFigure): Value[] {
  const nothing = Array.from({ length: 11 }, () => null);
  const { value, on, entry } = figure;
  return [row, ...nothing, on, null, null, ...cited(answer, entry), value, entry];
}

const standing = ({ stand, lapsed }: AskedCell['endorsers'][number]): string =>
  [...(stand === 'none' ? [] : [stand]), ...(lapsed ? ['lapsed'] : [])].join(' ');

function cellRows(answer: AskedCell): Value[][] {
  const { endorsers, best } = answer;
  return [
    ...endorsers.flatMap((each) => actRows(answer, { ...each, stand: standing(each) }, each.acts)),
    ...(best.printed === null ? [] : [figureRow(answer, 'printed', best.printed)]),
    ...best.others.map((figure) => figureRow(answer, 'printed too', figure)),
  ];
}

function undeclaredRows(answer: AskedUndeclared): Value[][] {
  const declared = answer.declared.flatMap((each) => {
    const who = { ...each, stand: each.since ? 'declared since' : 'declared' };
    const stances = each.stances.map(({ stance, on, entry }): Value[] => {
      const told = [null, 'stance', on, null, 'certain', stance, 'tells', on, null, null];
      return ['stance', ...whoseOf(answer, who), ...told, ...cited(answer, entry), null, entry];
    });
    return [...actRows(answer, who, each.acts), ...stances];
  });
  const one = (row: string, figure: ProvenFigure | null) =>
    figure === null ? [] : [figureRow(answer, row, figure)];
  return [
    ...declared,
    ...one('size', answer.size),
    ...answer.otherSizes.map((figure) => figureRow(answer, 'size too', figure)),
    ...one('printed', answer.printed),
    ...answer.others.map((figure) => figureRow(answer, 'printed too', figure)),
  ];
}

const rowsOf = (answer: AskedAny): Value[][] =>
  isCell(answer) ? cellRows(answer) : undeclaredRows(answer);

/** A row for a reader: who, how it stands, and what the claim says. */
function tableRow(row: readonly Value[]): string[] {
  const field = (name: string) => String(row[COLUMNS.indexOf(name)] ?? '');
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
  slugs.map((slug) => names[slug] ?? slug).join(', ');

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

function kindOf({ candidate, undeclared }: NumberFlags): void {
  if ((candidate === undefined) === (undeclared === true)) return;
  const sentence =
    candidate === undefined
      ? 'candidate must say whose number it is; --undeclared asks for that of who has yet to declare.'
      : 'candidate and --undeclared ask for two numbers; give one of them.';
  throw new BadQuestion('candidate', sentence);
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
    ask: (service, contest, flags) => {
      kindOf(flags);
      const { candidate, category, counts } = flags;
      const asking = { contest, category, counts };
      return candidate === undefined
        ? askUndeclaredNumber(service, asking, clocksIn(flags))
        : askCell(service, { ...asking, candidate }, clocksIn(flags));
    },
    columns: COLUMNS,
    rows: rowsOf,
    table: (answer) => ({
      head: ['who', 'stands', 'says', 'published', 'entry'],
      rows: rowsOf(answer).map(tableRow),
      ruled: true,
    }),
    nothing: 'No claim is behind this number at these clocks.',
    talk,
  });
}
