import type { ChainLink } from '../ledger/queries/entry-chain.ts';

type Relation = ChainLink['relation'];

const DONE: Readonly<Record<Relation, string>> = {
  corrects: 'corrected by',
  strikes: 'struck by',
  disputes: 'disputed by',
  resolves: 'dispute resolved by',
  erases: 'erased by',
  ends: 'ended by',
  retells: 'told again by',
  replaces: 'replaced by',
};

const DOES: Readonly<Partial<Record<Relation, string>>> = {
  resolves: 'resolves the dispute of',
  retells: 'tells again',
};

/** What an entry does to another of its chain, or what that does to it, in words. */
export const chainWords = ({ relation, direction }: ChainLink): string =>
  direction === 'of' ? (DOES[relation] ?? relation) : DONE[relation];
