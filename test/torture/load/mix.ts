/** What many clients ask of a server at once: questions of all kinds, appends, some of them wrong, and lists. */
import type { Random } from '../../bench/load/random.ts';
import { enrolled, entered, opened } from '../../support/sent.ts';

/** What may be asked about, and by whom. */
export interface World {
  readonly contests: readonly string[];
  /** Entries of theirs, by id. */
  readonly entries: readonly string[];
  readonly endorsers: readonly string[];
  readonly token: string;
}

/** One request, and the statuses that are right for it when the server is not too busy. */
export interface Asked {
  readonly kind: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly right: readonly number[];
}

/** The contests that are appended to: so many that none becomes larger than contests are. */
export const APPENDED: readonly string[] = Array.from({ length: 200 }, (_, at) => `load-${at}`);

/** How many entries a list has. */
const LIST = 40;

const day = (random: Random): string =>
  `${2010 + random.below(11)}-${`${1 + random.below(12)}`.padStart(2, '0')}-${10 + random.below(18)}`;

const get = (kind: string, path: string, headers: Record<string, string> = {}): Asked => ({
  ...{ kind, method: 'GET', path, headers, right: [200] },
});

type Draw = (random: Random, world: World, name: string) => Asked;

const ofContest =
  (kind: string, query: (random: Random) => string): Draw =>
  (random, { contests }) =>
    get(kind, `/api/v1/contests/${random.ranked(contests)}/${kind}?${query(random)}`);

const ofEntry =
  (what: string): Draw =>
  (random, { entries }) =>
    get(`entry ${what}`, `/api/v1/entries/${random.of(entries)}${what}`);

function post(
  { token }: World,
  kind: string,
  contest: string,
  headers: Record<string, string>,
  body: unknown,
  right: readonly number[],
): Asked {
  return {
    ...{ kind, method: 'POST', path: `/api/v1/contests/${contest}/entries`, right },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

const append: Draw = (random, world, name) =>
  post(
    ...[world, 'append', random.of(APPENDED)],
    { 'if-match': '*', 'idempotency-key': `"${name}"` },
    enrolled(name, 'MP'),
    [201],
  );

const list: Draw = (random, world, name) => {
  const entries = Array.from({ length: LIST }, (_, at) => enrolled(`${name}-${at}`, 'TU'));
  const headers = { 'if-match': '*', 'idempotency-key': `"${name}"` };
  return post(world, 'list', random.of(APPENDED), headers, entries, [201]);
};

const dryRun: Draw = (random, world, name) => {
  const asked = post(world, 'dry run', random.of(APPENDED), {}, enrolled(name, 'MP'), [200]);
  return { ...asked, path: `${asked.path}?dry-run=true` };
};

const wrong: Draw = (random, world, name) =>
  random.percent(50)
    ? post(world, 'unsaid', random.of(APPENDED), {}, enrolled(name, 'MP'), [428])
    : post(world, 'stale', random.of(APPENDED), { 'if-match': '"1"' }, enrolled(name, 'MP'), [412]);

const HTML = { accept: 'text/html' };

/** Mostly of a contest: all that there is becomes longer and longer under a load. */
const exported: Draw = (random, { contests }) =>
  get('export', `/api/v1/export${random.percent(10) ? '' : `?contest=${random.ranked(contests)}`}`);

const KINDS: readonly (readonly [weight: number, draw: Draw])[] = [
  [30, ofContest('standings', (random) => `asOf=${day(random)}&reportedBy=${day(random)}`)],
  [6, ofContest('timeline', () => '')],
  [6, ofContest('changes', (random) => `from=2010-06-0${1 + random.below(9)}&to=2020-03-01`)],
  [3, ofContest('stages', (random) => `asOf=${day(random)}`)],
  [
    12,
    (random, { contests }) =>
      get('page', `/contests/${random.ranked(contests)}?asOf=${day(random)}`, HTML),
  ],
  [8, ofEntry('')],
  [5, ofEntry('/provenance')],
  [3, (random, { endorsers }) => get('endorser', `/api/v1/endorsers/${random.of(endorsers)}`)],
  [2, () => get('contests', '/api/v1/contests')],
  [1, exported],
  [2, () => get('checkpoint', '/log/checkpoint')],
  [12, append],
  [4, wrong],
  [2, list],
  [2, dryRun],
];

/** The next request; `name` is new with each. */
export const drawn = (random: Random, world: World, name: string): Asked =>
  random.weighed(KINDS)(random, world, name);

/** What the contests that are appended to begin with. */
export const frame = () => [opened(), entered('ann'), entered('bob')];
