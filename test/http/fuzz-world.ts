/** The server that is sent everything, and what of its ledger requests can name. */
import { ROLES } from '../../src/access/role.ts';
import { idIn } from '../../src/access/token.ts';
import type { Service } from '../../src/ledger/service.ts';
import { fill } from '../audit/audited-ledger.ts';
import { CONTEST, draft, FRAME, nominated, stage } from '../support/given.ts';
import { type Everybody, everybody } from './everybody.ts';
import type { Material } from './fuzz-requests.ts';
import { type Document, operationsOf } from './openapi.ts';

/** A server that is sent everything. */
export interface FuzzWorld {
  readonly here: Everybody;
  readonly document: Document;
  readonly material: Material;
  /** What whoever knocks sends as Authorization. */
  readonly knocks: Everybody['knocks'];
  readonly secrets: readonly string[];
}

interface Line {
  readonly leaf: { readonly id: string; readonly contest: string | null };
  readonly payload?: { readonly type?: string; readonly data?: Readonly<Record<string, unknown>> };
}

/** The properties of entries that name something, and what they name. */
const NAMED: Readonly<Record<string, string>> = {
  endorser: 'endorser',
  into: 'endorser',
  candidate: 'candidate',
  winner: 'candidate',
  sameAs: 'candidate',
  category: 'category',
  of: 'category',
  stage: 'stage',
  ballot: 'ballot',
};

/** New names, so that something can be enrolled. */
const fresh = (kind: string): string[] => Array.from({ length: 6 }, (_, at) => `new-${kind}-${at}`);

const ACTS = /^(?:Nomination|Endorsement)Made$/;

function wordsOf(lines: readonly Line[]): Record<string, readonly string[]> {
  const found = (kind: string) => [
    ...new Set(
      lines.flatMap(({ payload }) => {
        const value = payload?.data?.[kind];
        return typeof value === 'string' ? [value] : [];
      }),
    ),
  ];
  const ids = lines.map(({ leaf }) => leaf.id);
  const acts = lines
    .filter(({ payload }) => ACTS.test(`${payload?.type}`))
    .map(({ leaf }) => leaf.id);
  const words = Object.entries(NAMED).map(([key, kind]) => [
    key,
    kind === 'endorser' || kind === 'candidate' ? [...found(kind), ...fresh(kind)] : found(kind),
  ]);
  return { ...Object.fromEntries(words), entry: ids, act: acts, replaces: acts };
}

function materialOf(
  document: Document,
  lines: readonly Line[],
): Omit<Material, 'knocks' | 'everything' | 'tokens'> {
  const contests = [...new Set(lines.flatMap(({ leaf }) => leaf.contest ?? []))];
  const about = (contest: string) => lines.filter(({ leaf }) => leaf.contest === contest);
  const all = wordsOf(lines);
  const own = contests.map((contest) => [
    contest,
    { ...wordsOf(about(contest)), contest: contests },
  ]);
  return {
    operations: operationsOf(document),
    schemas: document.components.schemas,
    contests: Object.fromEntries(own),
    endorsers: all.endorser ?? [],
    entries: lines.map(({ leaf }) => leaf.id),
  };
}

/** Contests that nobody has opened yet: their words are those of the small one. */
const UNOPENED = ['new-contest-1', 'new-contest-2', 'new-contest-3'];

const SMALL = [
  ...FRAME,
  stage('mp'),
  ...['m1', 'm2', 'm3', 't1'].map((endorser) => nominated(endorser, 'ann', '2010-06-01')),
];

async function filled(service: Service): Promise<void> {
  await fill(service);
  const done = await service.ledger.append(CONTEST, SMALL.map(draft), { recordedBy: 'a test' });
  if (!done.ok) throw new Error(done.refusal.message);
}

/** Puts it together: the samples and a small contest, in memory. */
export async function fuzzWorld(): Promise<FuzzWorld> {
  const here = await everybody({}, filled);
  const everything = 'everything';
  const bearer = here.bearer(ROLES);
  const unneeded = Array.from({ length: 20 }, () => here.bearer(['historian']));
  const knocks = { ...here.knocks, [everything]: bearer };
  const get = async (url: string) =>
    (await here.server.inject({ url, headers: { authorization: bearer } })).body;
  const document: Document = JSON.parse(await get('/openapi.json'));
  const lines = (await get('/api/v1/export')).trimEnd().split('\n');
  const material = materialOf(
    document,
    lines.map((line): Line => JSON.parse(line)),
  );
  const small = material.contests[CONTEST] ?? {};
  return {
    here,
    document,
    knocks,
    secrets: [...here.secrets, bearer.slice(-40), ...unneeded.map((each) => each.slice(-40))],
    material: {
      ...material,
      contests: {
        ...material.contests,
        ...Object.fromEntries(UNOPENED.map((contest) => [contest, small])),
      },
      tokens: unneeded.map((each) => idIn(each.slice('Bearer '.length)) ?? ''),
      knocks: Object.keys(knocks),
      everything,
    },
  };
}
