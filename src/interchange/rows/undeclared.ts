import type { Silence } from '../../../projections/silence.ts';
import type { UndeclaredList } from '../../ledger/queries/undeclared.ts';
import type { Value } from './row.ts';

/** The columns of those who have not declared as rows. */
export const UNDECLARED_COLUMNS = [
  'category',
  'undeclared',
  'basis',
  'sizeLeast',
  'sizeMost',
  'unnamedLeast',
  'unnamedMost',
  'completeAsOf',
  'endorser',
  'name',
  'how',
  'on',
  'entry',
];

/** What is known of one endorser who has not declared. */
interface Listed {
  readonly endorser: string;
  readonly how: string;
  readonly on: string | null;
  readonly entry: string | null;
}

/** Those of a category who have not declared, each with what is known of it. */
export function listed({ silent, perhaps, lapsed, stances }: Silence): Listed[] {
  const plain = (how: string) => (endorser: string) => ({ endorser, how, on: null, entry: null });
  return [
    ...stances.map(({ endorser, stance, certain, on, entry }) => {
      return { endorser, how: certain ? stance : `perhaps ${stance}`, on, entry };
    }),
    ...perhaps.map(plain('perhaps declared')),
    ...lapsed.map(plain('lapsed')),
    ...silent.map(plain('silent')),
  ];
}

function rowsOfCategory(silence: Silence, names: UndeclaredList['names']): Value[][] {
  const { category, undeclared, basis, size, unnamed, completeAsOf } = silence;
  const numbers = [
    category,
    undeclared,
    basis,
    size?.least ?? null,
    size?.most ?? null,
    unnamed?.least ?? null,
    unnamed?.most ?? null,
    completeAsOf?.on ?? null,
  ];
  const rows = listed(silence).map(({ endorser, how, on, entry }): Value[] => [
    ...numbers,
    endorser,
    names[endorser] ?? endorser,
    how,
    on,
    entry,
  ]);
  return rows.length > 0 ? rows : [[...numbers, null, null, null, null, null]];
}

/** Those who have not declared, as rows. */
export const undeclaredRows = ({ categories, names }: UndeclaredList): Value[][] =>
  categories.flatMap((each) => rowsOfCategory(each, names));
