/**
 * Who may do what, written down by hand and not read from the server: a route whose permission changes
 * turns the tests red, and so does one that is not listed here.
 */

/** What a route takes, or nothing. */
export type Takes = 'read' | 'append' | 'audit' | 'administer' | 'anyone';

/** How the tests knock: what each may do, `BAD` where the token is no good, `NONE` where there is none. */
export const KNOCKS: Readonly<Record<string, readonly Takes[] | 'NONE' | 'BAD'>> = {
  nobody: 'NONE',
  'another scheme': 'NONE',
  historian: ['read'],
  editor: ['read', 'append'],
  auditor: ['read', 'audit'],
  admin: ['read', 'audit', 'administer'],
  'editor+auditor': ['read', 'append', 'audit'],
  expired: 'BAD',
  revoked: 'BAD',
  malformed: 'BAD',
  'two tokens': 'BAD',
  empty: 'BAD',
  'unknown id': 'BAD',
  'wrong secret': 'BAD',
  'historian by JWT': ['read'],
  'editor by JWT': ['read', 'append'],
  'auditor by JWT': ['read', 'audit'],
  'admin by JWT': ['read', 'audit', 'administer'],
  'editor+auditor by JWT': ['read', 'append', 'audit'],
  'no role by JWT': [],
  'expired JWT': 'BAD',
  'forged JWT': 'BAD',
  'JWT for another': 'BAD',
};

/** Each of these comes in every form, by suffix, and has the list of its past answers. */
const QUESTIONS = [
  '/api/v1/contests',
  '/api/v1/contests/:name/standings',
  '/api/v1/contests/:name/timeline',
  '/api/v1/contests/:name/changes',
  '/api/v1/contests/:name/stages',
  '/api/v1/contests/:name/ballots',
  '/api/v1/contests/:name/expectations',
  '/api/v1/contests/:name/undeclared',
  '/api/v1/contests/:name/results',
  '/api/v1/contests/:name/reconciliation',
  '/api/v1/contests/:name/provenance',
  '/api/v1/contests/:name/series',
  '/api/v1/contests/:name/points',
  '/api/v1/contests/:name/weak',
  '/api/v1/contests/:name/citation',
  '/api/v1/endorsers',
  '/api/v1/endorsers/:name',
  '/api/v1/reconciliation',
  '/api/v1/weak',
  '/api/v1/alike',
  '/api/v1/entries/:name/citation',
];

/** The parts of a contest that have a page. */
const PARTS = [
  'timeline',
  'compare',
  'stages',
  'ballots',
  'expectations',
  'undeclared',
  'results',
  'reconciliation',
  'provenance',
  'weak',
  'cite',
  'chart',
];

/** Each of these is a page, and its data in every form. */
const PAGES = [
  '/contests/:name',
  ...PARTS.map((part) => `/contests/:name/${part}`),
  '/endorsers',
  '/endorsers/:name',
  '/entries/:name/cite',
  '/weak',
];

const AS_DATA = ['.json', '.csv', '.ndjson'];

const inEachForm = (paths: readonly string[]): string[] =>
  ['', ...AS_DATA].flatMap((suffix) => paths.map((path) => `${path}${suffix}`));

/** The forms of editors, which are sent to where they are got. */
const FORMS = [
  '/contests/:name/append',
  '/contests/:name/import',
  '/register/append',
  '/entries/:name/correct',
  '/entries/:name/strike',
  '/entries/:name/dispute',
  '/entries/:name/resolve',
];

/** What is got, and what its head is asked of, by what it takes. */
const GOT: Readonly<Record<Takes, readonly string[]>> = {
  append: [
    ...FORMS,
    '/contests/:name/append/done',
    '/register/append/done',
    '/entries/:name/switch',
    '/entries/:name/withdraw',
    '/open',
    '/contests/:name/import/done',
    '/contests/:name/import/template',
  ],
  anyone: [
    '/docs',
    '/docs/static/index.html',
    '/docs/static/swagger-initializer.js',
    '/docs/json',
    '/docs/yaml',
    '/docs/static/*',
    '/openapi.json',
    '/health/live',
    '/health/ready',
    '/problems',
    '/assets/*',
    '/sign-in',
    '/problems/:code',
  ],
  read: [
    ...inEachForm(QUESTIONS),
    ...QUESTIONS.map((path) => `${path}/timemap`),
    ...inEachForm(['/api/v1/contests/:name/entries', '/api/v1/register/entries']),
    '/api/v1/contests/:name',
    '/api/v1/contests/:name/bundle',
    '/api/v1/contests/:name/prov',
    '/api/v1/contests/:name/feed.atom',
    '/api/v1/register',
    ...inEachForm(['/api/v1/entries/:id', '/api/v1/entries/:id/provenance']),
    '/api/v1/entries/:id/proof',
    '/api/v1/entries/:id/leaf',
    '/api/v1/entries/:id/bundle',
    '/api/v1/entries/:id/prov',
    '/api/v1/export',
    '/api/v1/feed',
    '/',
    ...AS_DATA.map((suffix) => `/contests${suffix}`),
    ...inEachForm(PAGES),
    '/contests/:name/chart.svg',
    '/contests/:name/chart.png',
    '/entries/:name',
    ...AS_DATA.map((suffix) => `/entries/:id${suffix}`),
    ...inEachForm(['/audit', '/audit/checkpoints']),
    '/audit/bundle',
    '/log/checkpoint',
    '/log/checkpoints/:size',
    '/log/vkey',
    '/log/tile/*',
  ],
  audit: [
    ...inEachForm(['/api/v1/audit/log', '/api/v1/audit/recorders']),
    '/api/v1/audit/verification',
    ...inEachForm(['/audit/verification', '/audit/verification/:name', '/audit/log']),
    '/audit/verification/:name/stop',
    '/metrics',
  ],
  administer: ['/api/v1/tokens'],
};

/** What each route takes, by its method and address. */
export const TAKES: Readonly<Record<string, Takes>> = {
  ...Object.fromEntries(
    Object.entries(GOT).flatMap(([takes, paths]) =>
      paths.flatMap((path) => [
        [`GET ${path}`, takes],
        [`HEAD ${path}`, takes],
      ]),
    ),
  ),
  'POST /sign-in': 'anyone',
  'POST /sign-out': 'anyone',
  ...Object.fromEntries(FORMS.map((path) => [`POST ${path}`, 'append' as const])),
  'POST /api/v1/contests/:name/entries': 'append',
  'POST /api/v1/register/entries': 'append',
  'POST /api/v1/entries/:id/erasure': 'administer',
  'POST /audit/checkpoints': 'read',
  'POST /audit/verification': 'audit',
  'POST /audit/verification/:name/stop': 'audit',
  'POST /api/v1/tokens': 'administer',
  'DELETE /api/v1/tokens/:id': 'administer',
};
