/**
 * Which question of the API each page shows the answer to, written down by hand and not read from the
 * server: a page that is in neither list turns the tests red.
 */
import type { Series } from '../../src/ledger/queries/series.ts';
import type { Headers, Served } from './served.ts';

/** A page, its data, and the question. */
export interface PageWithData {
  readonly path: string;
  /** Where its data are, without the suffix; at its own address, where it is not said. */
  readonly data?: string;
  /** Below /api/v1; at its own address, where it is not said. */
  readonly question?: string;
  /** What it is about, as the API calls it; and what a reader may call it. */
  readonly names: readonly (readonly [name: string, given?: string])[];
  /** What it is asked with beside its sight; the last is all that the question needs. */
  readonly asked?: readonly Headers[];
  /** Of what the page takes, what the question does not. */
  readonly leaves?: readonly string[];
  /** What the API is asked with where the page is asked so. */
  readonly asks?: (said: Headers, name: string, api: Served) => Promise<Headers>;
}

const CONTESTS = [['labour-leader-2010'], ['labour-leader-2020']] as const;
const ENTRY = ['90bb227f-d25e-40f3-b656-12d03ba91f02', '90bb227f'] as const;
const UNCOUNTED = ['counts'];

/** The day before the last change by a day: what a comparison begins with where it is not said. */
async function firstDay(said: Headers, name: string, api: Served): Promise<string> {
  const { asOf: _, to: __, fromReportedBy: ___, fromKnownAt: ____, ...second } = said;
  const { toReportedBy, toKnownAt, ...others } = second;
  const query = new URLSearchParams({
    ...others,
    ...(toReportedBy === undefined ? {} : { reportedBy: toReportedBy }),
    ...(toKnownAt === undefined ? {} : { knownAt: toKnownAt }),
  });
  const series = await api.json(`/api/v1/contests/${name}/series?${query}`);
  const { days } = series as unknown as Series;
  const past = days.filter((day) => day <= (said.to ?? said.asOf ?? '9999-12-31'));
  return past.at(-2) ?? '0000-01-01';
}

async function bothSides(said: Headers, name: string, api: Served): Promise<Headers> {
  const { asOf, ...others } = said;
  const to = said.to ?? asOf;
  const from = said.from ?? (await firstDay(said, name, api));
  return { ...others, from, ...(to === undefined ? {} : { to }) };
}

/** The pages of a contest whose question has their own address. */
const PARTS: readonly (Omit<PageWithData, 'path' | 'names'> & { readonly part: string })[] = [
  { part: 'timeline', leaves: ['part'], asked: [{}, { part: '1' }, { part: '' }] },
  { part: 'stages', leaves: UNCOUNTED, asked: [{}, { rule: '' }] },
  { part: 'ballots', leaves: UNCOUNTED },
  { part: 'expectations', leaves: UNCOUNTED },
  { part: 'undeclared' },
  { part: 'results', leaves: UNCOUNTED },
  { part: 'reconciliation', leaves: UNCOUNTED },
  {
    part: 'weak',
    leaves: ['counts', 'part'],
    asked: [{}, { list: 'single-source', part: '2' }, { list: '', part: '' }],
  },
  {
    part: 'compare',
    question: '/contests/:name/changes',
    asked: [
      {},
      { to: '2010-07-14', fromKnownAt: '500', toReportedBy: '2010-07-20' },
      { from: '2010-06-26', to: '' },
    ],
    asks: bothSides,
  },
  { part: 'cite', question: '/contests/:name/citation' },
  {
    part: 'chart',
    question: '/contests/:name/series',
    leaves: ['chart', 'part'],
    asked: [{}, { chart: 'TU' }, { chart: '', part: '1' }],
  },
];

/** The pages that show what the API answers. */
export const PAGE_DATA: readonly PageWithData[] = [
  {
    path: '/',
    data: '/contests',
    question: '/contests',
    names: [['']],
    leaves: UNCOUNTED,
    asked: [{ q: 'LABOUR' }, { q: 'nobody' }, {}],
  },
  {
    path: '/contests/:name',
    question: '/contests/:name/standings',
    names: CONTESTS,
    leaves: ['chart'],
    asked: [{}, { chart: 'TU' }],
  },
  ...PARTS.map(({ part, ...each }) => ({
    ...each,
    path: `/contests/:name/${part}`,
    names: CONTESTS,
  })),
  {
    path: '/contests/:name/provenance',
    names: [['labour-leader-2010']],
    asked: [
      { undeclared: 'true', category: 'TU', candidate: '' },
      { candidate: 'ed-balls', category: 'TU' },
    ],
  },
  { path: '/weak', names: [['']], leaves: ['counts', 'part'], asked: [{ part: '1' }, {}] },
  { path: '/endorsers', names: [['']], leaves: ['counts', 'part'], asked: [{ q: 'uni' }, {}] },
  { path: '/endorsers/:name', names: [['unison'], ['gmb']], leaves: UNCOUNTED },
  {
    path: '/entries/:name',
    names: [[ENTRY[0]], ENTRY],
    leaves: ['asOf', 'reportedBy', 'knownAt', 'counts'],
  },
  {
    path: '/entries/:name/cite',
    question: '/entries/:name/citation',
    names: [[ENTRY[0]], ENTRY],
    leaves: UNCOUNTED,
  },
];

/** The pages that take the role of an auditor, or tell what no question of the API does. */
export const OF_AUDITORS: readonly string[] = [
  '/audit',
  '/audit/checkpoints',
  '/audit/log',
  '/audit/verification',
  '/audit/verification/:name',
];

/** The pages that ask, and answer nothing that could be data. */
export const WITHOUT_DATA: readonly string[] = [
  '/audit/bundle',
  '/audit/verification/:name/stop',
  '/contests/:name/append',
  '/contests/:name/append/done',
  '/contests/:name/import',
  '/contests/:name/import/done',
  '/contests/:name/import/template',
  '/entries/:name/correct',
  '/entries/:name/dispute',
  '/entries/:name/resolve',
  '/entries/:name/strike',
  '/entries/:name/switch',
  '/entries/:name/withdraw',
  '/open',
  '/register/append',
  '/register/append/done',
  '/sign-in',
];
