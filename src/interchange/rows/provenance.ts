import type { ProvenFigure } from '../../../projections/provenance.ts';
import type { ProvenAct, ProvenClaim } from '../../../projections/provenance-claims.ts';
import { nameIn } from '../../ledger/queries/names.ts';
import type { AskedCell, AskedUndeclared } from '../../ledger/queries/provenance.ts';
import type { Value } from './row.ts';

/** The claims behind a cell, or behind the number of those who have yet to declare. */
export type AskedAny = AskedCell | AskedUndeclared;

/** Is it a cell's? */
export const isCell = (answer: AskedAny): answer is AskedCell => 'cell' in answer;

/** The columns of the claims behind a number. */
export const PROVENANCE_COLUMNS = [
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
  nameIn(names, endorser),
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

/** A row for each claim and figure behind a number. */
export const provenanceRows = (answer: AskedAny): Value[][] =>
  isCell(answer) ? cellRows(answer) : undeclaredRows(answer);
