import type { ActRow } from './act-rows.ts';

/** What a column of acts holds: text, a day, a whole number, or yes and no. */
export type ColumnType = 'text' | 'day' | 'number' | 'flag';

/** A column of acts. */
export interface ActColumn {
  readonly name: keyof ActRow;
  readonly type: ColumnType;
  /** Has every act a value in it? */
  readonly always: boolean;
}

/** What each column holds; `?` where an act may have nothing in it. In the order in which they are written. */
const TYPES: { readonly [Name in keyof ActRow]: ColumnType | `${ColumnType}?` } = {
  contest: 'text',
  title: 'text?',
  act: 'text',
  kind: 'text',
  stage: 'text?',
  endorser: 'text',
  endorserName: 'text',
  category: 'text?',
  candidate: 'text',
  candidateName: 'text',
  decidedBy: 'text?',
  begin: 'text?',
  beginEarliest: 'day?',
  beginLatest: 'day?',
  end: 'text?',
  endEarliest: 'day?',
  endLatest: 'day?',
  ended: 'text?',
  disputed: 'flag',
  conflict: 'flag',
  claims: 'number',
  claimIds: 'text',
  endIds: 'text?',
  sources: 'text?',
  publisher: 'text?',
  sourceTitle: 'text?',
  published: 'text?',
  reportedFrom: 'day?',
  knownFrom: 'number',
  reportedBy: 'day?',
  knownAt: 'number',
};

/** The columns of acts, in order. */
export const ACT_COLUMNS: readonly ActColumn[] = Object.entries(TYPES).map(([name, type]) => ({
  name: name as keyof ActRow,
  type: type.replace('?', '') as ColumnType,
  always: !type.endsWith('?'),
}));
