/**
 * Makes a golden ledger with the code of a checkout, old or of today: `node test/golden/ledgers/make.ts CHECKOUT OUT`.
 * OUT is a folder that is not there yet. What the checkout's command does not know is left out, and said.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const [checkout = '', folder = ''] = process.argv.slice(2);
const out = resolve(folder);
mkdirSync(out);
const main = resolve(checkout, 'src/main.ts');
const LEDGER = join(out, 'ledger');
const env = { ...process.env, HUSTINGS_LEDGER: LEDGER, HUSTINGS_ACTOR: 'Golden' };

const hustings = (args: readonly string[], input?: string): string =>
  execFileSync(process.execPath, [main, ...args], { env, encoding: 'utf8', input, maxBuffer: 1e8 });

const knows = new Set(
  [...hustings(['--help']).matchAll(/^ {2}([\w-]+) .*$/gm)].map(([, name]) => name),
);

interface Line {
  readonly contest: string;
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const lines = (): Line[] =>
  hustings(['export'])
    .trim()
    .split('\n')
    .map((line) => {
      const { leaf, payload } = JSON.parse(line);
      return { ...leaf, data: payload?.data ?? {} } as Line;
    });

const LEADER = 'labour-leader-2010';
const DEPUTY = 'labour-deputy-2020';
const SOURCE = {
  url: 'https://golden.example/a',
  publisher: 'Golden',
  title: 'A story',
  published: '2010-08-01',
};

const append = (stream: string, entry: object): void => {
  hustings(['append', stream], JSON.stringify(entry));
};

/** The endorsements of the leader's contest, of which some are corrected, struck, disputed and erased. */
function records(): string[] {
  const acts = lines().filter(
    ({ contest, type }) => contest === LEADER && /^(Nomination|Endorsement)Made$/.test(type),
  );
  const [first, second, third, fourth, fifth] = acts.map(({ id }) => id);
  append(LEADER, {
    type: 'EntryCorrected',
    data: { entry: first, why: 'A day early.', on: '2010-07-02' },
    sources: [SOURCE],
  });
  append(LEADER, { type: 'EntryStruck', data: { entry: second, why: 'It never happened.' } });
  append(LEADER, {
    type: 'EntryDisputed',
    data: { entry: third, why: 'Another paper denies it.' },
  });
  append(LEADER, {
    type: 'EntryDisputed',
    data: { entry: fourth, why: 'Another paper denies it.' },
  });
  append(LEADER, {
    type: 'DisputeResolved',
    data: { entry: fourth, outcome: 'upheld', why: 'The body said so.' },
  });
  const unions = lines().filter(
    ({ contest, type, data }) =>
      contest === DEPUTY && type === 'EndorserEnrolled' && data.category === 'TU',
  );
  const [one, other] = unions.map(({ data }) => data.endorser);
  append('register', {
    type: 'EndorserMerged',
    data: { endorser: one, into: other, why: 'Two names of one body.' },
  });
  return [fifth ?? ''];
}

/** Appends over HTTP, under a key, so that a receipt is kept. */
async function receipts(): Promise<void> {
  const token = /hst_\S+/.exec(hustings(['token', 'add', 'Golden', '--role', 'editor']))?.[0];
  const server = spawn(process.execPath, [main, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const address = async (): Promise<string> => {
    for (;;) {
      const found = /at (http:\/\/\S+?)["\s]/.exec(said)?.[1];
      if (found !== undefined) return found;
      await wait(50);
    }
  };
  const url = `${await address()}/api/v1/contests/${LEADER}/entries`;
  for (const candidate of ['ed-miliband', 'david-miliband']) {
    const entry = {
      type: 'PollPublished',
      on: '2010-08-10',
      data: { pollster: 'golden', population: 'members', shares: [{ candidate, share: '51' }] },
      sources: [SOURCE],
    };
    const headers = {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': `"golden-${candidate}"`,
      'If-Match': '*',
    };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(entry) });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }
  server.kill('SIGTERM');
  await new Promise((done) => server.once('close', done));
}

function digests(): object[] {
  const found: object[] = [];
  const head = lines().length - 1;
  for (const contest of [LEADER, DEPUTY]) {
    for (const asOf of ['2010-06-26', '2010-08-20', '2020-02-01', '2020-04-04']) {
      for (const reportedBy of [undefined, '2010-07-20']) {
        for (const knownAt of [`${head}`, '208', '150']) {
          const clocks = [
            '--as-of',
            asOf,
            '--known-at',
            knownAt,
            ...(reportedBy ? ['--reported-by', reportedBy] : []),
          ];
          const body = hustings(['standings', contest, '-f', 'json', ...clocks]);
          found.push({
            contest,
            asOf,
            reportedBy: reportedBy ?? null,
            knownAt: Number(knownAt),
            digest: JSON.parse(body).digest,
          });
        }
      }
    }
  }
  return found;
}

for (const contest of [LEADER, DEPUTY])
  hustings(['import', resolve(checkout, `samples/${contest}.ndjson`)]);
const [gone = ''] = records();
const lacks: string[] = [];
const when = async (known: boolean, what: string, work: () => unknown): Promise<void> => {
  if (known) await work();
  else lacks.push(what);
};
const signs = knows.has('key');
await when(signs, 'signed checkpoints', () =>
  hustings(['key', '--origin', 'ledger.example/golden']),
);
await when(signs, 'a log directory', () => hustings(['export', '--log', join(out, 'log')]));
await when(knows.has('serve') && knows.has('token'), 'receipts and tokens', receipts);
await when(knows.has('erase'), 'erasures', () =>
  hustings(['erase', gone, '--basis', 'A court order', '--yes']),
);
await when(signs, 'signed checkpoints', () => hustings(['export', '--log', join(out, 'log')]));
await when(knows.has('bundle'), 'bundles', () => {
  const shown = lines().find(({ type }) => type === 'ContestOpened');
  writeFileSync(join(out, 'bundle.json'), hustings(['bundle', shown?.id ?? '']));
});
await when(knows.has('backup'), 'backups', () => hustings(['backup', join(out, 'backup')]));
const ndjson = hustings(['export']);
const expected = {
  entries: lines().length,
  lacks: [...new Set(lacks)],
  ndjson: createHash('sha256').update(ndjson).digest('hex'),
  digests: digests(),
};
writeFileSync(join(out, 'export.ndjson'), ndjson);
writeFileSync(join(out, 'expected.json'), `${JSON.stringify(expected, null, 1)}\n`);
process.stdout.write(`${out}: ${expected.entries} entries; without ${expected.lacks.join(', ')}\n`);
