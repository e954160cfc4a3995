/** What the server answers is what the commands print, for the same questions at the same clocks. */
import { describe, expect, test } from 'vitest';
import { EVIDENCE_READS } from '../../src/http/evidence-reads.ts';
import { READS, type Read } from '../../src/http/reads.ts';
import { FORMS } from '../../src/http/representation.ts';
import { printed, sampleLedger } from '../cli/harness.ts';
import { addressOf, type Headers, served } from './served.ts';

const ledger = sampleLedger();
const now = Date.now();
/** The samples are recorded while the tests run, so the clock of both stands a little later. */
const clock = () => now + 600_000;
const { get } = served(ledger.path, clock);

const COMMANDS: Readonly<Record<string, string>> = {
  '/contests': 'contests',
  '/contests/:name/standings': 'standings',
  '/contests/:name/timeline': 'timeline',
  '/contests/:name/changes': 'compare',
  '/contests/:name/stages': 'stages',
  '/contests/:name/ballots': 'ballots',
  '/contests/:name/expectations': 'expectations',
  '/contests/:name/undeclared': 'undeclared',
  '/contests/:name/results': 'results',
  '/contests/:name/reconciliation': 'reconcile',
  '/endorsers': 'endorsers',
  '/endorsers/:name': 'endorser',
  '/reconciliation': 'reconcile',
  '/contests/:name/series': 'series',
  '/contests/:name/weak': 'weak',
  '/weak': 'weak',
  '/alike': 'alike',
};

/** The other evidence takes more than clocks, and has tests of its own. */
const ASKED = [...READS, ...EVIDENCE_READS.filter(({ path }) => path in COMMANDS)];

const MEDIA = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const;

const CLOCKS: readonly Headers[] = [
  {},
  { asOf: '2010-07-14' },
  { asOf: '2020-01-22', reportedBy: '2020-01-14' },
  { asOf: '2016-08-01', reportedBy: '2030-01-01', knownAt: '700' },
  { knownAt: '0' },
];

const MOMENTS: readonly Headers[] = [
  { from: '2010-06-26', to: '2010-07-14' },
  { from: '2020-01-12', to: '2020-01-22', counts: 'nominations', reportedBy: '2020-01-20' },
  { from: '2010-07-26', to: '2010-07-26', fromReportedBy: '2010-07-21' },
  { from: '2016-07-20', fromKnownAt: '400', toKnownAt: '700' },
];

const NAMES = {
  contest: ['labour-leader-2010', 'labour-leader-2016', 'labour-leader-2020'],
  endorser: ['unison', 'community'],
};

function questionsOf({ path, query }: Read): readonly Headers[] {
  if (path.endsWith('/changes')) return MOMENTS;
  const counted = 'counts' in query ? [{ asOf: '2010-07-14', counts: 'endorsements' }] : [];
  // Nobody was enrolled when the ledger held one entry: the command refuses that too.
  const known = path.startsWith('/endorsers') ? CLOCKS.slice(0, -1) : CLOCKS;
  return [...known, ...counted];
}

function namesOf({ path }: Read): readonly string[] {
  if (!path.includes(':name')) return [''];
  return path.startsWith('/endorsers') ? NAMES.endorser : NAMES.contest;
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const flagsOf = (query: Headers) =>
  Object.entries(query).flatMap(([name, value]) => [`--${dashed(name)}`, value]);

/** Expects the answer to a question, in each of its forms, to be what its command prints. */
async function expectAsPrinted({ path }: Read, name: string, query: Headers): Promise<void> {
  const command = [COMMANDS[path] ?? '', ...(name === '' ? [] : [name]), ...flagsOf(query)];
  const print = (format: string) =>
    printed([...command, '--ledger', ledger.path, '-f', format], { now: clock() });
  const bare = await get(addressOf(path, name, query));
  expect(bare.status, bare.body.slice(0, 300)).toBe(200);
  expect(JSON.parse(bare.body)).toEqual(JSON.parse(await print('json')));
  for (const suffix of FORMS) {
    const dotted = await get(addressOf(`${path}.${suffix}`, name, query));
    const [accept = ''] = MEDIA[suffix].split(';');
    const accepted = await get(addressOf(path, name, query), { accept });
    expect(dotted.headers['content-type']).toBe(MEDIA[suffix]);
    expect([accepted.status, accepted.headers['content-type']]).toEqual([200, MEDIA[suffix]]);
    expect(accepted.body).toBe(dotted.body);
    expect(dotted.body).toBe(suffix === 'json' ? bare.body : await print(suffix));
  }
}

describe('every question', () => {
  test('has a command, and is asked here', () => {
    expect(ASKED.map(({ path }) => path)).toEqual(Object.keys(COMMANDS));
  });

  test.each(ASKED)('$path answers as its command prints', async (read) => {
    for (const name of namesOf(read)) {
      for (const query of questionsOf(read)) await expectAsPrinted(read, name, query);
    }
  });
});

describe('entries', () => {
  const args = (command: string) => [command, '--ledger', ledger.path];

  test('all of them are exported as the command exports them', async () => {
    const { body, headers } = await get('/api/v1/export');
    expect(headers['content-type']).toBe(MEDIA.ndjson);
    expect(body).toBe(await printed(args('export')));
    expect(body.split('\n')).toHaveLength(873);
  });

  test('one is shown as the command shows it', async () => {
    const id = '90bb227f-d25e-40f3-b656-12d03ba91f02';
    const shown = await printed([...args('show'), id, '-f', 'json'], { now: clock() });
    for (const path of [`/api/v1/entries/${id}`, `/api/v1/entries/${id}/provenance`]) {
      expect(JSON.parse((await get(path)).body)).toEqual(JSON.parse(shown));
    }
    expect((await get(`/api/v1/entries/${id.toUpperCase()}`)).status).toBe(200);
  });
});
