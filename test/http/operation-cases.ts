/**
 * How each operation of the OpenAPI document is tried. An operation that has no row fails the test by its
 * name; so does a row without an operation.
 */

import type { Role } from '../../src/access/role.ts';
import type { Whole } from './whole.ts';
import { WRITING } from './writing-cases.ts';

/** What a request sends beside what the document's examples say; undefined leaves a parameter out. */
export interface Ask {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: unknown;
  /** Sent with the token of this role. */
  readonly as?: Role | undefined;
  readonly status: number;
}

/** What is in the ledger that the cases are tried over. */
export interface World {
  readonly contests: readonly {
    readonly contest: string;
    readonly year: number;
    readonly candidates: readonly string[];
    readonly categories: readonly string[];
  }[];
  readonly endorsers: readonly string[];
  readonly entries: readonly string[];
  readonly head: number;
}

/** Picks one of some, by a seed. */
export type Pick = <T>(among: readonly T[]) => T;

/** How an operation is tried. */
export interface Case {
  /** What `name` or `id` in its path is; left out where it has none. */
  readonly of?: 'contest' | 'endorser' | 'entry';
  /** Is it asked at clocks of every kind? */
  readonly clocks?: boolean;
  /** What it needs to be asked with, made anew for each request. */
  readonly with?: (pick: Pick, world: World, contest: string) => Record<string, string>;
  /** Whose token it takes; left out where it takes none. */
  readonly as?: Ask['as'];
  /** A role that is not let in; a historian, where nobody else is named. */
  readonly wrong?: Ask['as'];
  /** Requests of its own, in order, after those that are made from the document. */
  readonly asks?: (world: World, send: Whole['ask']) => readonly Ask[] | Promise<readonly Ask[]>;
  /** Tries its own requests alone: what the document's examples ask would change the ledger, or not end. */
  readonly only?: boolean;
}

const policies = (pick: Pick): Record<string, string> =>
  pick([{}, { counts: 'acts' }, { counts: 'nominations' }, { counts: 'endorsements' }]);

const AT_CLOCKS: Case = { of: 'contest', clocks: true };
const COUNTED: Case = { ...AT_CLOCKS, with: policies };

const numbers: Case['with'] = (pick, { contests }, name) => {
  const about = contests.find(({ contest }) => contest === name);
  if (about === undefined) throw new Error(`there is no contest ${name}`);
  const { candidates, categories } = about;
  const whose = pick([true, false]) ? { candidate: pick(candidates) } : { undeclared: 'true' };
  return { ...policies(pick), ...whose, category: pick(categories) };
};

/** A contest that weighs its endorsers, as none of the samples does. */
const WEIGHED = 'weighed-2030';
const source = { url: 'https://example.org/1', publisher: 'A Paper', title: 'How we weigh' };
const WEIGHED_OPENED = {
  type: 'ContestOpened',
  on: '2030-01-01',
  data: {
    title: 'A weighed race',
    office: 'Mayor',
    organisation: 'A City',
    seats: 2,
    categories: [{ category: 'MP', name: 'Members' }],
    weighings: [
      { weighing: 'a-paper', name: 'A Paper', source, points: [{ category: 'MP', points: 3 }] },
    ],
  },
  sources: [source],
};

/** No sample weighs its endorsers, so what a question of their points is tried with is a contest of its own. */
const weighs = (beside: readonly Ask[]): Case => ({
  of: 'contest',
  only: true,
  asks: async (_, send) => {
    await send(`/api/v1/contests/${WEIGHED}/entries`, {
      method: 'POST',
      as: 'editor',
      headers: { 'if-none-match': '*' },
      payload: WEIGHED_OPENED,
    });
    const path = { name: WEIGHED };
    const query = { weighing: 'a-paper', counts: 'nominations', asOf: '2030-01-01' };
    return [
      { path, status: 200 },
      { path, query, status: 200 },
      { path: { name: 'labour-leader-2010' }, status: 404 },
      ...beside,
    ];
  },
});

/** The list of past answers of each question has the question's own parameters, but for knownAt. */
const timemaps = (cases: Readonly<Record<string, Case>>) =>
  Object.fromEntries(
    Object.entries(cases).map(([id, { of, with: needs }]): [string, Case] => [
      `${id}TimeMap`,
      { ...(of === undefined ? {} : { of }), ...(needs === undefined ? {} : { with: needs }) },
    ]),
  );

/** The questions that are read at three clocks. */
const QUESTIONS: Readonly<Record<string, Case>> = {
  listContests: { clocks: true },
  getStandings: COUNTED,
  getTimeline: COUNTED,
  getChanges: COUNTED,
  getStages: AT_CLOCKS,
  getBallots: AT_CLOCKS,
  getExpectations: AT_CLOCKS,
  getUndeclared: COUNTED,
  getResults: AT_CLOCKS,
  getReconciliation: AT_CLOCKS,
  listEndorsers: { clocks: true },
  getEndorser: { of: 'endorser', clocks: true },
  getNumberProvenance: { ...AT_CLOCKS, with: numbers },
  getSeries: COUNTED,
  getContestWeak: AT_CLOCKS,
  getWeak: { clocks: true },
  listAlike: { clocks: true },
  getReconciliations: { clocks: true },
  citeStandings: COUNTED,
  citeEntry: { of: 'entry', clocks: true },
};

/** A row for each operation, by its id. */
export const CASES: Readonly<Record<string, Case>> = {
  ...QUESTIONS,
  ...timemaps(QUESTIONS),
  getPoints: weighs([{ path: { name: WEIGHED }, query: { weighing: 'x' }, status: 400 }]),
  getPointsTimeMap: weighs([]),
  listEntries: { of: 'contest' },
  getEntry: { of: 'entry' },
  getEntryProvenance: { of: 'entry' },
  getEntryProof: { of: 'entry' },
  getEntryLeaf: { of: 'entry' },
  exportEntries: {},
  getEntryBundle: { of: 'entry' },
  getNumberBundle: { of: 'contest' },
  getEntryProv: { of: 'entry' },
  getContestProv: { of: 'contest' },
  getAtomFeed: { of: 'contest' },
  contest: { of: 'contest' },
  register: {},
  registerEntries: {},
  auditLog: { as: 'auditor', wrong: 'editor' },
  auditRecorders: { as: 'auditor', wrong: 'editor' },
  verification: { as: 'auditor', wrong: 'editor' },
  ...WRITING,
};
